import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode, parse, type DocumentNode } from 'graphql';
import { leftOutErrors, MAX_ERRORS } from '../errors/left-out-errors.js';
import type { QueryLimits } from '../query-limits/limits.js';
import type { ItemCount } from '../query-limits/ItemCount.js';
import type { OperationCost } from '../query-limits/operation-cost.js';
import type { ApolloContext } from './ApolloRequest.js';
import { RefusedDocument, ValidDocument, type DocumentCache, type JudgedDocument } from './DocumentCache.js';
import { costReport } from './cost-report.js';
import { ExecutionUsage, isTold } from './metered-schema.js';
import { excessError, isOverdue } from './refusals.js';
import { upstreamReport } from './upstream-report.js';

/** Stands for a document that is refused, so that Apollo Server does not judge it again. It has no operation. */
const NO_OPERATION = parse('fragment Refused on Query { __typename }', { noLocation: true });

/**
 * What was found out of the documents of requests that are on their way, by the hash that Apollo Server has of their
 * text: it takes them from here instead of parsing and validating them itself.
 */
export class JudgedDocuments {
  readonly #asked = new Map<string, { readonly document: DocumentNode; count: number }>();

  /** To be called before Apollo Server looks for the document: once for each time that it does. */
  offer(hash: string, judged: JudgedDocument): void {
    const document =
      judged instanceof ValidDocument
        ? judged.document
        : judged instanceof RefusedDocument
          ? NO_OPERATION
          : undefined;
    if (document === undefined) return;
    const before = this.#asked.get(hash);
    this.#asked.set(hash, { document, count: (before?.count ?? 0) + 1 });
  }

  /** @param key the hash behind one of the schema */
  get(key: string): Promise<DocumentNode | undefined> {
    const hash = key.slice(key.lastIndexOf(':') + 1);
    const found = this.#asked.get(hash);
    if (found !== undefined) {
      found.count -= 1;
      if (found.count === 0) this.#asked.delete(hash);
    }
    return Promise.resolve(found?.document);
  }

  /** What Apollo Server has judged itself is rare, and not kept. */
  set(): Promise<void> {
    return Promise.resolve();
  }

  delete(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

/** How much more an answer costs here: whoever chooses this way, such as by GET, gets so much smaller ones at most. */
const COST_FACTOR = 8;

export interface QueryLimitsParts {
  readonly documents: DocumentCache;
  readonly offered: JudgedDocuments;
  readonly limits: QueryLimits;
}

/**
 * The limits of requests that Apollo Server executes, and what is said of them besides, the same as on the compiled path.
 * It must be the first plugin with errors to see: it leaves out those that are too many for others.
 */
export function queryLimits({
  documents,
  offered,
  limits: usual,
}: QueryLimitsParts): ApolloServerPlugin<ApolloContext> {
  const limitsOfChosen = {
    ...usual,
    maxValues: Math.ceil(usual.maxValues / COST_FACTOR),
    maxBytes: Math.ceil(usual.maxBytes / COST_FACTOR),
  };
  return {
    requestDidStart({ contextValue: { request: asked } }) {
      let judged: JudgedDocument | undefined;
      /** The errors that a refusal has besides the one that can be thrown. */
      let refusals: readonly GraphQLError[] = [];
      /** Undefined unless it was asked for, and let in. */
      let cost: OperationCost | undefined;
      let itemCount: ItemCount | undefined;
      const limits = asked.isChosen ? limitsOfChosen : usual;
      return Promise.resolve({
        didResolveSource({ source, queryHash }) {
          judged = documents.judge(source);
          offered.offer(queryHash, judged);
          return Promise.resolve();
        },
        didResolveOperation({ operation, request }) {
          if (judged instanceof RefusedDocument) {
            refusals = judged.errors;
            const [first] = refusals;
            if (first !== undefined) throw first;
          }
          if (operation?.operation === OperationTypeNode.MUTATION) asked.scope.makesChanges();
          if (operation !== undefined)
            asked.operation = { name: operation.name?.value, kind: operation.operation };
          if (operation === undefined || !(judged instanceof ValidDocument)) return Promise.resolve();
          const admission = judged.admission(request.operationName);
          const outcome = admission?.admit(request.variables ?? {});
          if (outcome instanceof GraphQLError) {
            if (asked.scope.asksForCost && outcome.extensions['code'] === 'COST_LIMIT_EXCEEDED')
              cost = admission?.costOfRefused(request.variables ?? {});
            throw outcome;
          }
          if (admission === undefined || outcome === undefined) return Promise.resolve();
          asked.scope.cost = admission.admittedCost;
          if (asked.scope.asksForCost) cost = admission.costOf(outcome);
          itemCount = admission.itemCount(outcome);
          return Promise.resolve();
        },
        executionDidStart() {
          const { deadline } = asked.scope;
          asked.usage = new ExecutionUsage(
            limits,
            () => isOverdue(deadline),
            () => {
              deadline.cancel();
            },
            itemCount,
          );
          return Promise.resolve();
        },
        didEncounterErrors({ errors }) {
          const { excess } = asked.usage ?? {};
          const all = excess === undefined ? errors : [excessError(excess, limits)];
          asked.errorCount = Math.max(all.length, refusals.length);
          const told = (refusals.length > 0 ? refusals : all.filter(isTold)).slice(0, MAX_ERRORS);
          const leftOut = asked.errorCount - told.length;
          // Apollo Server words this very list afterwards.
          if (isOpen(errors))
            errors.splice(0, errors.length, ...told, ...(leftOut > 0 ? [leftOutErrors(leftOut)] : []));
          return Promise.resolve();
        },
        willSendResponse({ response }) {
          if (response.body.kind !== 'single') return Promise.resolve();
          const isExcess = asked.usage?.excess !== undefined;
          if (isExcess) {
            const { errors = [] } = response.body.singleResult;
            response.body = { kind: 'single', singleResult: { errors, data: null } };
          }
          const stale = isExcess ? undefined : asked.scope.stale;
          const upstream = upstreamReport(asked.scope);
          if (cost !== undefined || stale !== undefined || upstream !== undefined) {
            const { singleResult } = response.body;
            const extensions = {
              ...singleResult.extensions,
              ...(cost !== undefined && costReport({ ...cost, ...itemCount?.report }, asked.scope, limits)),
              ...(stale !== undefined && { stale }),
              ...upstream,
            };
            response.body = { kind: 'single', singleResult: { ...singleResult, extensions } };
          }
          return Promise.resolve();
        },
      });
    },
  };
}

function isOpen(errors: readonly GraphQLError[]): errors is GraphQLError[] {
  return !Object.isFrozen(errors);
}
