import { syncBuiltinESMExports } from 'node:module';
import zlib from 'node:zlib';

type Done = (error: Error | null, result: Buffer) => void;

/** From now on what Node compresses in threads of its own, which end in any order, is done at once, and told a moment later. */
export function compressAtOnce(): void {
  const deflateRaw = (bytes: Buffer, options: zlib.ZlibOptions, done: Done): void => {
    settle(() => zlib.deflateRawSync(bytes, options), done);
  };
  const inflateRaw = (bytes: Buffer, options: zlib.ZlibOptions, done: Done): void => {
    settle(() => zlib.inflateRawSync(bytes, options), done);
  };
  Object.assign(zlib, { deflateRaw, inflateRaw });
  syncBuiltinESMExports();
}

function settle(work: () => Buffer, done: Done): void {
  let result: Buffer;
  try {
    result = work();
  } catch (error) {
    process.nextTick(done, error);
    return;
  }
  process.nextTick(done, null, result);
}
