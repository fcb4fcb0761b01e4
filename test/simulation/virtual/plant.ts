import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { mutants } from '../mutants.ts';
import { dist } from '../story/built.ts';

/**
 * Plants a fault in what is loaded from now on: the files themselves stay as they are.
 * @throws when the text that it replaces is not there once
 */
export function plant(name: string): void {
  const mutant = mutants.find((each) => each.name === name);
  if (mutant === undefined) throw new RangeError(`There is no fault "${name}".`);
  const { file, text, instead } = mutant;
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
}
