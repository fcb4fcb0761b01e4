/** A field that stands twice in one object: JSON.parse keeps the last and says nothing. */
export interface RepeatedName {
  /** Of the object. */
  readonly path: readonly (string | number)[];
  readonly name: string;
}

interface Open {
  /** Of an object, those so far; undefined = a list. */
  readonly names: Set<string> | undefined;
  at: string | number;
}

/** Texts first: what stands in them is no punctuation. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]{},:]/gs;

/** Finds repeated fields. @param json well-formed */
export function repeatedNamesIn(json: string): readonly RepeatedName[] {
  const found: RepeatedName[] = [];
  const open: Open[] = [];
  let text: string | undefined;
  for (const [token] of json.matchAll(TOKENS)) {
    const inside = open.at(-1);
    if (token === '{') open.push({ names: new Set(), at: '' });
    else if (token === '[') open.push({ names: undefined, at: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && typeof inside?.at === 'number') inside.at += 1;
    else if (token === ':' && inside?.names !== undefined && text !== undefined) {
      const name = String(JSON.parse(text));
      if (inside.names.has(name)) found.push({ path: open.slice(0, -1).map(({ at }) => at), name });
      inside.names.add(name);
      inside.at = name;
    }
    text = token.startsWith('"') ? token : undefined;
  }
  return found;
}
