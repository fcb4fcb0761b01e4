/** What a command is answered with: a text is a status, bytes are a value, null is nothing. */
export type Reply = number | string | Buffer | null | Refusal | readonly Reply[];

/** An answer that is an error. */
export class Refusal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const LINE_END = Buffer.from('\r\n');

/** Takes bytes as they come, and gives the commands that are whole by then. */
export class CommandReader {
  #bytes = Buffer.alloc(0);

  read(chunk: Buffer): readonly (readonly Buffer[])[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const commands: (readonly Buffer[])[] = [];
    for (let end = this.#readOne(commands); end > 0; end = this.#readOne(commands))
      this.#bytes = this.#bytes.subarray(end);
    return commands;
  }

  /** Gives where it ends; 0 where it is not whole yet. */
  #readOne(commands: (readonly Buffer[])[]): number {
    const count = this.#head(0, '*');
    if (count === undefined) return 0;
    const args: Buffer[] = [];
    let at = count.end;
    for (let left = count.value; left > 0; left -= 1) {
      const length = this.#head(at, '$');
      if (length === undefined) return 0;
      const end = length.end + length.value;
      if (this.#bytes.length < end + LINE_END.length) return 0;
      args.push(this.#bytes.subarray(length.end, end));
      at = end + LINE_END.length;
    }
    commands.push(args);
    return at;
  }

  /** A number behind a sign, on a line of its own. */
  #head(at: number, sign: string): { readonly value: number; readonly end: number } | undefined {
    const end = this.#bytes.indexOf(LINE_END, at);
    if (end === -1) return undefined;
    const line = this.#bytes.toString('latin1', at, end);
    if (!line.startsWith(sign)) throw new TypeError(`no command: ${line}`);
    return { value: Number(line.slice(1)), end: end + LINE_END.length };
  }
}

/** A reply as RESP3. @param sign of a list: `>` where nobody has asked */
export function encode(reply: Reply, sign = '*'): Buffer {
  if (reply === null) return Buffer.from('_\r\n');
  if (typeof reply === 'number') return Buffer.from(`:${String(reply)}\r\n`);
  if (typeof reply === 'string') return Buffer.from(`+${reply}\r\n`);
  if (reply instanceof Refusal) return Buffer.from(`-${reply.text}\r\n`);
  if (Buffer.isBuffer(reply))
    return Buffer.concat([Buffer.from(`$${String(reply.length)}\r\n`), reply, LINE_END]);
  const items: readonly Reply[] = reply;
  return Buffer.concat([
    Buffer.from(`${sign}${String(items.length)}\r\n`),
    ...items.map((item) => encode(item)),
  ]);
}

/** Names and values. */
export function encodeMap(entries: Readonly<Record<string, Reply>>): Buffer {
  const all = Object.entries(entries);
  return Buffer.concat([
    Buffer.from(`%${String(all.length)}\r\n`),
    ...all.flatMap(([name, value]) => [encode(Buffer.from(name)), encode(value)]),
  ]);
}
