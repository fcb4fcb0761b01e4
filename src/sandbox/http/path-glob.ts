/** Tells whether a pattern matches a raw request path. */
export type PathTest = (path: string) => boolean;

/**
 * Compiles a path pattern: `*` stands for anything within a segment, `**` for anything across segments.
 * Case is ignored, and a path matches as sent or with its escapes decoded, so that
 * `business:NO:ORG` also means `business%3ANO%3AORG`.
 */
export function pathGlob(glob: string): PathTest {
  const source = glob
    .split(/(\*+)/)
    .map((part) => (part === '*' ? '[^/]*' : part.startsWith('*') ? '.*' : literal(part)))
    .join('');
  const pattern = new RegExp(`^${source}$`, 'i');
  return (path) => pattern.test(path) || pattern.test(decoded(path));
}

function decoded(path: string): string {
  try {
    return path
      .split('/')
      .map((part) => decodeURIComponent(part).replaceAll('/', '%2F'))
      .join('/');
  } catch {
    return path;
  }
}

function literal(text: string): string {
  return text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
}
