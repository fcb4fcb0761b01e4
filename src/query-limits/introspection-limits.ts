import { BREAK, Kind, visit, type DocumentNode } from 'graphql';

/** Tools ask for the whole schema once, without any. */
const MAX_ALIASES = 5;

/**
 * What is too much in a document that asks for the schema, as a sentence. Its values are not counted while it is answered, so
 * it must not ask for the same ones again and again, which takes aliases.
 */
export function introspectionFault(document: DocumentNode): string | undefined {
  let aliases = 0;
  visit(document, {
    [Kind.FIELD]: ({ alias }) => {
      if (alias !== undefined) aliases += 1;
      return aliases > MAX_ALIASES ? BREAK : undefined;
    },
  });
  return aliases > MAX_ALIASES
    ? `A document that asks for the schema must have at most ${MAX_ALIASES} aliases.`
    : undefined;
}
