import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** A file that settings name holds no more than this; one secret, far less. */
export const FILE_MAX_BYTES = 16 * 1_048_576;
export const SECRET_MAX_BYTES = 65_536;

/** The text of a file, or what is wrong with the file. */
export type ReadFile = { readonly text: string } | { readonly fault: string };

/**
 * Reads a file that a setting names. Regular files only: nobody may ever write to a named pipe, and a device has no end.
 * @param maxBytes of it
 */
export function readSettingsFile(path: string, maxBytes: number): ReadFile {
  let file: number | undefined;
  try {
    // Without O_NONBLOCK, a named pipe is not even opened before somebody writes to it.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!fstatSync(file).isFile()) return { fault: 'is no regular file' };
    return readBounded(file, maxBytes);
  } catch {
    return { fault: "can't be read" };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** By what it gives: some file systems know no sizes. */
function readBounded(file: number, maxBytes: number): ReadFile {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const length = readSync(file, chunk);
    if (length === 0) return { text: Buffer.concat(chunks).toString() };
    total += length;
    if (total > maxBytes) return { fault: `is larger than ${String(maxBytes)} bytes` };
    chunks.push(chunk.subarray(0, length));
  }
}

const CHUNK_BYTES = 65_536;
