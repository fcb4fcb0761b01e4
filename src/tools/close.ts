import '../node-version.js';
import process from 'node:process';
import { runClose } from '../close/run-close.js';

/** Prints the close of a ledger: `npm run -s close -- --help`. */
const WIDTH = 30;
const { stderr } = process;
process.exitCode = await runClose(process.argv.slice(2), process.env, {
  print: (text) => process.stdout.write(text),
  complain: (text) => stderr.write(text),
  ...(stderr.isTTY && { progress: drawProgress }),
});

function drawProgress(done: number, of: number, date: string): void {
  const filled = Math.round((done / of) * WIDTH);
  const bar = '#'.repeat(filled).padEnd(WIDTH, '.');
  stderr.write(done < of ? `\r[${bar}] ${done}/${of}  ${date}` : '\r\u001B[K');
}
