/**
 * What to say to a Node that is too old; `undefined` for one that will do. Without this it fails somewhere inside a
 * package, with a stack that explains nothing.
 */
export function oldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return undefined;
  return `This needs Node 22.19 or newer, and runs on ${version}. npm start brings its own: use that, or npx node.`;
}
