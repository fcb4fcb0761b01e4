import process from 'node:process';

/**
 * Refuses a Node that is too old with one sentence. Imported first, before anything that such a Node can't read, and so
 * itself JavaScript that every Node with modules can.
 */
const sentence = oldNode(process.versions.node);
if (sentence !== undefined) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/**
 * What to say to a Node that is too old; `undefined` for one that will do. Without this it fails somewhere inside a
 * package, with a stack that explains nothing.
 *
 * @param {string} version
 * @returns {string | undefined}
 */
export function oldNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return undefined;
  return `This needs Node 22.19 or newer, and runs on ${version}. Install a newer one, or run npm ci here: it brings one for npm start.`;
}
