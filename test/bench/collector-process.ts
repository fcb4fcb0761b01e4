import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { PbfReader } from 'pbf';

/**
 * Takes traces, counts their spans and forgets them. Run as a process of its own, so that its work does not count for the
 * servers under test. `/__sent` says how many spans it got so far; with `?least=`, once there are so many.
 */
let spans = 0;
/** Who is told once there are so many. */
let waiting: { readonly least: number; readonly tell: () => void }[] = [];

/** The spans of an `ExportTraceServiceRequest`: its resources have scopes, which have the spans. */
function count(bytes: Buffer): number {
  let found = 0;
  const inField =
    (wanted: number, read: (reader: PbfReader) => void) => (field: number, _: null, reader: PbfReader) => {
      if (field === wanted) read(reader);
    };
  const readScope = inField(2, () => (found += 1));
  const readResource = inField(2, (reader) => reader.readMessage(readScope, null));
  new PbfReader(bytes).readFields(
    inField(1, (reader) => reader.readMessage(readResource, null)),
    null,
  );
  return found;
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://collector');
  if (pathname === '/__sent') {
    const least = Number(searchParams.get('least') ?? 0);
    const tell = (): void => void response.end(String(spans));
    if (spans >= least) tell();
    else waiting.push({ least, tell });
    return;
  }
  void buffer(request).then((bytes) => {
    response.writeHead(200).end();
    spans += count(bytes);
    for (const { least, tell } of waiting) if (spans >= least) tell();
    waiting = waiting.filter(({ least }) => spans < least);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`LISTENING http://127.0.0.1:${String((server.address() as AddressInfo).port)}\n`);
});
