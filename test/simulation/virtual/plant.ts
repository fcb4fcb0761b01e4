import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { at } from '../graph.ts';
import type { Mutant } from '../mutants.ts';
import { dist } from '../story/built.ts';

/** What is to be planted. */
export type Edit = Pick<Mutant, 'file' | 'text' | 'instead'>;

/** Tells a player what to plant. */
export const MUTANT_VARIABLE = 'MUTANT';

/** The text of its variable. */
export function mutantText({ file, text, instead }: Edit): string {
  return JSON.stringify({ file, text, instead });
}

/**
 * Plants a fault in what is loaded from now on: the files themselves stay as they are. Gives the address of the file.
 * @throws when the text that it replaces is not there once
 */
export function plant(mutant: string): string {
  const { file, text, instead } = editIn(mutant);
  const { href } = new URL(file, dist);
  const source = readFileSync(new URL(href), 'utf8');
  // Before anything is played: whatever went wrong then would be taken for what the fault does.
  if (source.split(text).length !== 2) throw new Error(`${file} does not hold once: ${text}`);
  const planted = source.replace(text, () => instead);
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      return url === href ? { ...loaded, source: planted } : loaded;
    },
  });
  return href;
}

function editIn(mutant: string): Edit {
  const edit: unknown = JSON.parse(mutant);
  const [file, text, instead] = [at(edit, 'file'), at(edit, 'text'), at(edit, 'instead')];
  if (typeof file !== 'string' || typeof text !== 'string' || typeof instead !== 'string')
    throw new TypeError(`This is no fault to plant: ${mutant}`);
  return { file, text, instead };
}
