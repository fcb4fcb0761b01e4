import './node-version.js';
import process from 'node:process';
import { runDoctor } from './doctor/run-doctor.js';

/** Says what is to be mended before the server starts: `npm run -s doctor -- --help`. */
const { stderr } = process;
process.exitCode = await runDoctor(process.argv.slice(2), process.env, {
  print: (text) => process.stdout.write(text),
  complain: (text) => stderr.write(text),
  ...(stderr.isTTY && {
    progress: (what) => stderr.write(what === undefined ? '\r\u001B[K' : `\r\u001B[K... ${what}`),
  }),
});
