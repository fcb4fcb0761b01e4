import {
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  print,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { MAX_ERRORS } from '../errors/left-out-errors.js';
import { limitOf } from '../errors/limit-of.js';
import { CompiledOperation } from '../executor/CompiledOperation.js';
import type { Variables } from '../executor/plan.js';
import { DocumentPrograms, ProgramCache } from '../executor/ProgramCache.js';
import { UnsupportedOperation } from '../executor/unsupported.js';
import { depthLimit } from '../query-limits/depth-limit.js';
import { documentLimits } from '../query-limits/document-limits.js';
import { introspectionFault } from '../query-limits/introspection-limits.js';
import type { ItemCount } from '../query-limits/ItemCount.js';
import type { QueryLimits } from '../query-limits/limits.js';
import { isBounded, type OperationCost } from '../query-limits/operation-cost.js';
import { countLines, textFault, tokensFault, TOO_DEEP } from '../query-limits/text-limits.js';
import { conditionFault } from './condition-fault.js';
import type { FallBackReason } from './FallBacks.js';
import type { GraphQLRequest } from './graphql-request.js';
import { knownOperationTypes } from './known-operation-types.js';
import { OperationAdmission } from './OperationAdmission.js';
import { protocolRefusal, refusal } from './refusals.js';

export interface DocumentCacheParts {
  readonly schema: GraphQLSchema;
  readonly limits: QueryLimits;
  /** The only documents that are executed, as `printedAlike` has them; undefined = any. */
  readonly trusted?: ReadonlySet<string>;
  /** It is for subscriptions, which are refused elsewhere. */
  readonly forStreams?: boolean;
  /** Callers are not told what a misspelt name may have meant. */
  readonly hideSuggestions?: boolean;
  /** Told of faults of the compiler. */
  readonly onFault: (fault: unknown) => void;
}

/** An operation of a valid document, with its compiled form. */
export interface PreparedOperation {
  readonly name: string | undefined;
  readonly kind: OperationTypeNode;
  readonly compiled: CompiledOperation;
  /** The variables as resolvers get them, or why Apollo Server must refuse them. */
  admit(given: Readonly<Variables>): Variables | FallBackReason;
  /** What the request that was let in last asks for: to be read in the same turn. */
  admittedCost(): OperationCost | undefined;
  /** @param variables coerced */
  costOf(variables: Variables): OperationCost;
  /** @param variables as `admit` gave them */
  itemCount(variables: Variables): ItemCount | undefined;
}

/** What is known of a text; a reason where only Apollo Server can judge it. */
export type JudgedDocument = ValidDocument | RefusedDocument | FallBackReason;

/** Found wrong by the limits or the rules of validation. */
export class RefusedDocument {
  constructor(
    readonly reason: FallBackReason,
    readonly errors: readonly GraphQLError[],
  ) {}
}

/** Found right, with its operations as far as they were asked for. */
export class ValidDocument {
  readonly #admissions = new Map<string | undefined, OperationAdmission>();
  readonly #prepared = new Map<string | undefined, PreparedOperation | FallBackReason>();

  constructor(
    readonly document: DocumentNode,
    private readonly parts: DocumentCacheParts & { readonly programs: DocumentPrograms },
  ) {}

  /** To be called when it is not kept, or not any more. */
  forgetPrograms(): void {
    this.parts.programs.forget();
  }

  /** What lets requests for an operation in; undefined when there is none of the name. */
  admission(operationName: string | undefined): OperationAdmission | undefined {
    const known = this.#admissions.get(operationName);
    if (known !== undefined) return known;
    const { document } = this;
    const operation = getOperationAST(document, operationName);
    if (operation == null) return undefined;
    const admission = new OperationAdmission({ ...this.parts, document, operation });
    this.#admissions.set(operationName, admission);
    return admission;
  }

  /** The prepared operation, or why Apollo Server must answer. */
  prepared(operationName: string | undefined): PreparedOperation | FallBackReason {
    const known = this.#prepared.get(operationName);
    if (known !== undefined) return known;
    const admission = this.admission(operationName);
    // Not remembered: anyone can make up names.
    if (admission === undefined) return 'document';
    const prepared = this.#prepare(operationName, admission);
    this.#prepared.set(operationName, prepared);
    return prepared;
  }

  #prepare(
    operationName: string | undefined,
    admission: OperationAdmission,
  ): PreparedOperation | FallBackReason {
    const { schema, programs, onFault } = this.parts;
    const { document } = this;
    const operation = getOperationAST(document, operationName);
    if (operation == null) return 'document';
    try {
      return {
        name: operation.name?.value,
        kind: operation.operation,
        admit: (given) => {
          const outcome = admission.admit(given);
          return outcome instanceof GraphQLError ? reasonOf(outcome) : outcome;
        },
        admittedCost: () => admission.admittedCost,
        costOf: (variables) => admission.costOf(variables),
        itemCount: (variables) => admission.itemCount(variables),
        compiled: new CompiledOperation({ schema, document, operation, programs, isLongList: isBounded }),
      };
    } catch (error) {
      if (error instanceof UnsupportedOperation) return 'unsupported operation';
      onFault(error);
      return 'compiler fault';
    }
  }
}

/** Rough memory of a parsed document: each token may be a node, or the only one of a field. Comments are tokens, too. */
const BYTES_PER_TOKEN = 500;
const BYTES_PER_LINE = 150;
const BYTES_PER_CHARACTER = 2;
/** What is prepared of an operation when it is first asked for, besides its programs. */
const BYTES_PER_OPERATION = 4_000;
const BYTES_PER_ERROR = 1_000;
const BASE_BYTES = 1_000;
const MAX_DOCUMENT_BYTES = 32 * 1_048_576;
const MAX_PROGRAM_BYTES = 64 * 1_048_576;

/**
 * Parsed, validated and compiled documents, for both paths: what is found wrong is remembered with its errors, and judged
 * once.
 */
export class DocumentCache {
  readonly #judged = new LRUCache<string, JudgedDocument>({
    maxSize: MAX_DOCUMENT_BYTES,
    // A long one must not push out all others.
    maxEntrySize: MAX_DOCUMENT_BYTES / 8,
    sizeCalculation: weightOf,
    dispose: (judged) => {
      if (judged instanceof ValidDocument) judged.forgetPrograms();
    },
  });

  readonly #programs = new ProgramCache(MAX_PROGRAM_BYTES);

  constructor(private readonly parts: DocumentCacheParts) {}

  /** The prepared operation, or why Apollo Server must answer. */
  get({
    query,
    operationName,
  }: Pick<GraphQLRequest, 'query' | 'operationName'>): PreparedOperation | FallBackReason {
    const judged = this.judge(query);
    if (judged instanceof ValidDocument) return judged.prepared(operationName);
    return judged instanceof RefusedDocument ? judged.reason : judged;
  }

  /** What is known of a text, found out when it first comes. */
  judge(text: string): JudgedDocument {
    let known = this.#judged.get(text);
    if (known === undefined) {
      known = this.#judge(text);
      this.#judged.set(text, known);
      if (known instanceof ValidDocument && !this.#judged.has(text)) known.forgetPrograms();
    }
    return known;
  }

  /** The cheap limits first, as the rules of GraphQL are not. What does not parse, Apollo Server words. */
  #judge(text: string): JudgedDocument {
    const { schema, limits, trusted, hideSuggestions = false, forStreams = false } = this.parts;
    const tooLong = textFault(text);
    if (tooLong !== undefined) return tooMuchOf(tooLong);
    let document: DocumentNode;
    try {
      document = parse(text, { maxLexicalTokens: limits.maxTokens });
    } catch (error) {
      return error instanceof RangeError ? tooMuchOf(TOO_DEEP) : 'document';
    }
    const tooManyTokens = tokensFault(document);
    if (tooManyTokens !== undefined) return tooMuchOf(tooManyTokens);
    const { definitions } = document;
    if (trusted !== undefined && !trusted.has(print(document))) return notListed();
    if (!definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)) return 'document';
    try {
      const tooMuch = validate(schema, document, [depthLimit(limits.maxDepth), documentLimits(limits)]);
      if (tooMuch.length > 0) return refused('document', tooMuch);
      const isStream = hasSubscription(document);
      // What is followed is none: the rules say so of a subscription that asks for it.
      if (!(isStream && forStreams) && isIntrospection(document)) {
        const fault = introspectionFault(document);
        return fault === undefined ? 'introspection' : tooMuchOf(fault);
      }
      if (isStream && !forStreams)
        return refused(
          'subscription',
          validate(schema, document, [knownOperationTypes], { hideSuggestions }),
        );
      const conditional = isStream ? conditionFault(document) : undefined;
      if (conditional !== undefined)
        return new RefusedDocument('subscription', [refusal('BAD_USER_INPUT', conditional)]);
      const rules = isStream ? specifiedRules : [...specifiedRules, knownOperationTypes];
      const errors = validate(schema, document, rules, { hideSuggestions, maxErrors: mostErrors(text) });
      if (errors.length > 0) return refused(isStream ? 'subscription' : 'document', errors);
    } catch (error) {
      if (error instanceof RangeError) return tooMuchOf(TOO_DEEP);
      throw error;
    }
    return new ValidDocument(document, { ...this.parts, programs: new DocumentPrograms(this.#programs) });
  }
}

function weightOf(judged: JudgedDocument, text: string): number {
  const bytes = BASE_BYTES + BYTES_PER_CHARACTER * text.length;
  if (judged instanceof RefusedDocument) return bytes + BYTES_PER_ERROR * judged.errors.length;
  if (!(judged instanceof ValidDocument)) return bytes;
  const { tokenCount = text.length, definitions } = judged.document;
  const lines = countLines(text, text.length);
  const parts = BYTES_PER_LINE * lines + BYTES_PER_OPERATION * definitions.length;
  return bytes + BYTES_PER_TOKEN * tokenCount + parts;
}

/** Lines times errors: to tell the place of each, graphql-js counts the lines before it. */
const MAX_COUNTED_LINES = 50_000;

/** How many errors of a document are looked for: of a long one fewer. One more says that there were too many. */
function mostErrors(text: string): number {
  return Math.min(MAX_ERRORS - 1, Math.floor(MAX_COUNTED_LINES / countLines(text, text.length)));
}

function tooMuchOf(fault: string): RefusedDocument {
  return refused('document', [new GraphQLError(fault, { extensions: { limit: 'fixed' } })]);
}

/** The errors as they are told, without the document: a text that is refused must not push out those that are used. */
function refused(reason: FallBackReason, errors: readonly GraphQLError[]): RefusedDocument {
  return new RefusedDocument(
    reason,
    errors.map((error) => {
      const { message, source, positions } = error;
      return protocolRefusal('GRAPHQL_VALIDATION_FAILED', message, { source, positions }, limitOf(error));
    }),
  );
}

/** Documents in a form in which two that differ in blanks and comments only are equal. @throws GraphQLError for no document */
export function printedAlike(texts: Iterable<string>): ReadonlySet<string> {
  return new Set([...texts].map((text) => print(parse(text, { noLocation: true }))));
}

function notListed(): RefusedDocument {
  const message = 'This server executes listed documents only, and this one is not among them.';
  return new RefusedDocument('document', [refusal('DOCUMENT_NOT_LISTED', message)]);
}

function hasSubscription({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.SUBSCRIPTION,
  );
}

/** Introspection is rare and has rules of its own. */
function isIntrospection(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type' || name.value === '_service') found = true;
    },
  });
  return found;
}

function reasonOf({ extensions }: GraphQLError): FallBackReason {
  return extensions['code'] === 'COST_LIMIT_EXCEEDED' ? 'limits' : 'variables';
}
