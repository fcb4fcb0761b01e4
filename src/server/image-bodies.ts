import { getOperationAST, Kind, OperationTypeNode, parse, visit } from 'graphql';
import { readGraphQLRequest } from './graphql-request.js';
import type { TenantQueries } from './PersistedQueries.js';

/** The fields of mutations that an image can be given to, as base64. */
export const IMAGE_MUTATIONS: readonly string[] = [
  'partnerPrefillProductOrder',
  'prefillProductOrder',
  'setOrderCategory',
  'uploadImage',
];

const NAMES = new RegExp(`\\b(?:${IMAGE_MUTATIONS.join('|')})\\b`);

/**
 * Whether a body may ask for such a mutation: parsing a large one to find that it does not would stop everything else.
 * Nobody writes the letters of a name in another way than as they are. A persisted query is not in the body.
 */
export function mayBringImage(text: string): boolean {
  return (
    text.includes('persistedQuery') ||
    text.includes('documentId') ||
    IMAGE_MUTATIONS.some((name) => text.includes(name))
  );
}

/**
 * Whether a parsed body asks for a mutation that takes an image: others need no large body. The names alone would not do,
 * as they could stand in a comment.
 */
export function bringsImage(body: unknown, persisted: TenantQueries, maxTokens: number): boolean {
  const asked = readGraphQLRequest(body, persisted);
  if (typeof asked === 'string' || !NAMES.test(asked.query)) return false;
  try {
    const document = parse(asked.query, { maxLexicalTokens: maxTokens, noLocation: true });
    const operation = getOperationAST(document, asked.operationName);
    if (operation?.operation !== OperationTypeNode.MUTATION) return false;
    let found = false;
    visit(document, {
      [Kind.FIELD]: ({ name }) => {
        if (IMAGE_MUTATIONS.includes(name.value)) found = true;
      },
    });
    return found;
  } catch {
    return false;
  }
}
