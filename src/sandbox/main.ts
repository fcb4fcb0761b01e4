import '../node-version.js';
import { runSandbox } from './run-sandbox.js';

const outcome = await runSandbox(
  process.argv.slice(2),
  process.env,
  (text) => process.stdout.write(`${text}\n`),
  (text) => process.stderr.write(`${text}\n`),
);

if ('stop' in outcome) {
  // `once`, so that a second Ctrl+C kills the process.
  process.once('SIGINT', () => void outcome.stop());
  process.once('SIGTERM', () => void outcome.stop());
} else {
  process.exitCode = outcome.exitCode;
}
