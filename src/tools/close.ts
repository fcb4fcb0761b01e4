import '../node-version.js';
import process from 'node:process';
import { runClose } from '../close/run-close.js';

/** Prints the close of a ledger: `npm run -s close -- --help`. */
const WIDTH = 30;
const { stderr, stdout } = process;
/** Where nobody reads on, or a disk is full: not that the books are off. */
const NOT_WRITTEN = 4;
stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code !== 'EPIPE') stderr.write(`The close could not be written: ${message}\n`);
  process.exit(NOT_WRITTEN);
});
process.exitCode = await runClose(process.argv.slice(2), process.env, {
  print: (text) => stdout.write(text),
  complain: (text) => stderr.write(text),
  ...(stderr.isTTY && { progress: drawProgress }),
});

function drawProgress(done: number, of: number, date: string): void {
  const filled = Math.round((done / of) * WIDTH);
  const bar = '#'.repeat(filled).padEnd(WIDTH, '.');
  stderr.write(done < of ? `\r[${bar}] ${done}/${of}  ${date}` : '\r\u001B[K');
}
