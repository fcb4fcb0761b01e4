import { registerHooks } from 'node:module';
import { mutants } from '../mutants.ts';

/**
 * Plants a fault in what is loaded from now on: the files themselves stay as they are.
 * @throws when the text that it replaces is not there once
 */
export function plant(name: string): void {
  const mutant = mutants.find((each) => each.name === name);
  if (mutant === undefined) throw new RangeError(`There is no fault "${name}".`);
  const { file, text, instead } = mutant;
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.endsWith(`/dist/src/${file}`)) return loaded;
      const { source: bytes } = loaded;
      const source = typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
      if (source.split(text).length !== 2) throw new Error(`${file} does not hold once: ${text}`);
      return { ...loaded, source: source.replace(text, () => instead) };
    },
  });
}
