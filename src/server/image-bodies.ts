import { getOperationAST, Kind, OperationTypeNode, parse, visit } from 'graphql';
import { readGraphQLRequest } from './graphql-request.js';
import type { TenantQueries } from './PersistedQueries.js';

/** Which bodies may be larger than others: those that bring an image, as base64, to a mutation that takes one. */
export class ImageBodies {
  /** There are such mutations. */
  readonly areTaken: boolean;
  readonly #names: RegExp;

  /** @param mutations the fields of mutations that take one */
  constructor(private readonly mutations: readonly string[]) {
    this.areTaken = mutations.length > 0;
    this.#names = new RegExp(`\\b(?:${mutations.join('|')})\\b`);
  }

  /**
   * Whether a body may ask for such a mutation: parsing a large one to find that it does not would stop everything else.
   * Nobody writes the letters of a name in another way than as they are. A persisted query is not in the body.
   */
  mayBring(text: string): boolean {
    if (!this.areTaken) return false;
    return (
      text.includes('persistedQuery') ||
      text.includes('documentId') ||
      this.mutations.some((name) => text.includes(name))
    );
  }

  /**
   * Whether a parsed body asks for a mutation that takes an image: others need no large body. The names alone would not
   * do, as they could stand in a comment.
   */
  brings(body: unknown, persisted: TenantQueries, maxTokens: number): boolean {
    const asked = readGraphQLRequest(body, persisted);
    if (typeof asked === 'string' || !this.#names.test(asked.query)) return false;
    try {
      const document = parse(asked.query, { maxLexicalTokens: maxTokens, noLocation: true });
      const operation = getOperationAST(document, asked.operationName);
      if (operation?.operation !== OperationTypeNode.MUTATION) return false;
      let found = false;
      visit(document, {
        [Kind.FIELD]: ({ name }) => {
          if (this.mutations.includes(name.value)) found = true;
        },
      });
      return found;
    } catch {
      return false;
    }
  }
}
