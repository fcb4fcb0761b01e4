const PAIR = /^\s*([\w.!#$&'*+^`|~-]+)\s*=([^,]*)$/;

/**
 * A list as OpenTelemetry's settings have it: `name=value`, parted by commas, with percent signs for what would be misread.
 * @returns undefined for any other text
 */
export function nameValuePairs(text: string): Readonly<Record<string, string>> | undefined {
  const pairs: [string, string][] = [];
  for (const part of text.split(',')) {
    const [, name, value = ''] = PAIR.exec(part) ?? [];
    const decoded = decode(value.trim());
    if (name === undefined || decoded === undefined) return undefined;
    pairs.push([name, decoded]);
  }
  return Object.fromEntries(pairs);
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
