import {
  BREAK,
  GraphQLError,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import type { DocumentLimits, LimitFault, QueryLimitName } from './limits.js';

/** Fields of a document, with each fragment counted wherever it is spread: to look at more would itself take long. */
const MAX_VISITS = 50_000;
/** Pairs of fields under one name at one place, which validation compares with one another. */
const MAX_PAIRS = 10_000;

/**
 * A validation rule, to be run before all others: refuses documents whose validation or planning would cost far more than
 * their length, in one walk that ends at the first limit.
 */
export function documentLimits(limits: Limits): ValidationRule {
  return (context) => ({
    Document(document) {
      const fault = directivesFault(document, limits) ?? new DocumentWalk(document, limits).fault();
      if (fault !== undefined)
        context.reportError(new GraphQLError(fault.message, { extensions: { limit: fault.limit } }));
      return false;
    },
  });
}

type Limits = Pick<DocumentLimits, 'maxRootFields' | 'maxAliases' | 'maxDirectives'>;

/** Ends a walk. */
class Refused extends Error {
  constructor(
    readonly limit: QueryLimitName,
    message: string,
  ) {
    super(message);
  }
}

class DocumentWalk {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #ids = new Map<SelectionSetNode, number>();
  /** What was walked, by the ids of its selections: an end for fragments that spread themselves, too. */
  readonly #walked = new Set<string>();
  readonly #aliased = new Set<FieldNode>();
  #visits = 0;
  #pairs = 0;

  constructor(
    private readonly document: DocumentNode,
    private readonly limits: Limits,
  ) {
    this.#fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    );
  }

  /** What is too much. */
  fault(): LimitFault | undefined {
    try {
      for (const node of this.document.definitions) {
        if (node.kind === Kind.OPERATION_DEFINITION) this.#walk([node.selectionSet], true);
        // Also those that no operation spreads, as the rules look at them too.
        else if (node.kind === Kind.FRAGMENT_DEFINITION) this.#walk([node.selectionSet], false);
      }
      return undefined;
    } catch (error) {
      if (error instanceof Refused) return { limit: error.limit, message: error.message };
      throw error;
    }
  }

  /** Selections of one object, and what is below them: fields under one name are merged, and so are their selections. */
  #walk(selections: readonly SelectionSetNode[], isRoot: boolean): void {
    if (selections.length === 0) return;
    const key = selections.map((selection) => this.#idOf(selection)).join();
    if (this.#walked.has(key)) return;
    this.#walked.add(key);
    const groups = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    let rootFields = 0;
    const collect = ({ selections: nodes }: SelectionSetNode): void => {
      for (const node of nodes) {
        this.#visits += 1;
        if (this.#visits > MAX_VISITS)
          throw new Refused(
            'fixed',
            `The document has more than ${MAX_VISITS} fields, with fragments counted at each place. Spread fewer fragments.`,
          );
        if (node.kind === Kind.FIELD) {
          if (isRoot) {
            rootFields += 1;
            if (rootFields > this.limits.maxRootFields)
              throw new Refused('QUERY_MAX_ROOT_FIELDS', tooManyRootFields(this.limits));
          }
          this.#addTo(groups, node);
        } else if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet);
        else if (!spread.has(node.name.value)) {
          spread.add(node.name.value);
          const fragment = this.#fragments.get(node.name.value);
          if (fragment !== undefined) collect(fragment.selectionSet);
        }
      }
    };
    for (const selection of selections) collect(selection);
    for (const group of groups.values())
      this.#walk(
        group.flatMap(({ selectionSet }) => selectionSet ?? []),
        false,
      );
  }

  #idOf(selection: SelectionSetNode): number {
    let id = this.#ids.get(selection);
    if (id === undefined) this.#ids.set(selection, (id = this.#ids.size));
    return id;
  }

  #addTo(groups: Map<string, FieldNode[]>, node: FieldNode): void {
    if (node.alias !== undefined && !this.#aliased.has(node)) {
      this.#aliased.add(node);
      if (this.#aliased.size > this.limits.maxAliases)
        throw new Refused(
          'QUERY_MAX_ALIASES',
          `The document has more than ${this.limits.maxAliases} aliases. Ask for fewer things in one request.`,
        );
    }
    const name = (node.alias ?? node.name).value;
    const group = groups.get(name);
    if (group === undefined) {
      groups.set(name, [node]);
      return;
    }
    this.#pairs += group.length;
    if (this.#pairs > MAX_PAIRS)
      throw new Refused(
        'fixed',
        'The document repeats fields too often under the same name. Ask for each field once.',
      );
    group.push(node);
  }
}

/** Each as often as it is written, wherever its fragment is spread: some rules compare those of a place. */
function directivesFault(document: DocumentNode, { maxDirectives }: Limits): LimitFault | undefined {
  let count = 0;
  visit(document, {
    [Kind.DIRECTIVE]: () => {
      count += 1;
      return count > maxDirectives ? BREAK : undefined;
    },
  });
  if (count <= maxDirectives) return undefined;
  const message = `The document has more than ${maxDirectives} directives. Ask for fewer things under conditions.`;
  return { limit: 'QUERY_MAX_DIRECTIVES', message };
}

function tooManyRootFields({ maxRootFields }: Pick<DocumentLimits, 'maxRootFields'>): string {
  return `The operation has more than ${maxRootFields} root fields. Ask for fewer things in one request.`;
}
