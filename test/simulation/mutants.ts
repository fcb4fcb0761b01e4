import { foundBy } from './mutant-seeds.ts';

/** A fault to plant: a small edit of the built text of one file, which must be there once. */
export interface Mutant {
  readonly name: string;
  /** Below `dist/src`. */
  readonly file: string;
  readonly text: string;
  readonly instead: string;
  /** Seeds that have found it: a hint which to play first. */
  readonly foundBy: readonly number[];
}

type Row = readonly [name: string, file: string, text: string, instead: string];

const orderWriters = 'writers/order-management.js';
const changesFile = 'shared-tier/Changes.js';

const rows: readonly Row[] = [
  // Calls.
  [
    'a permit is not released after a failure',
    'http/Sender.js',
    'permits.release(ownerOf(call));\n        this.end.ended(this, outcome);',
    'if (isAnswer(outcome)) permits.release(ownerOf(call));\n        this.end.ended(this, outcome);',
  ],
  ['who has left the queue is given a permit', 'http/Semaphore.js', 'this.#end = undefined;', ''],
  [
    'a second attempt takes no permit',
    'http/Sender.js',
    '!permits.tryAcquire(ownerOf(call)))\n            return undefined;',
    'false)\n            return undefined;',
  ],
  [
    'the slower of two attempts goes on',
    'http/Sender.js',
    'if (this.#connection !== undefined)\n            this.sender.drop(this.#connection);\n    }\n    written()',
    '}\n    written()',
  ],
  [
    'one tenant may have all permits',
    'context/upstream-of.js',
    'const TENANT_SHARE = 0.8;',
    'const TENANT_SHARE = 1;',
  ],
  ['repeats cost no budget', 'http/retry.js', 'if (this.#left < 1)', 'if (false)'],
  [
    'a Retry-After is not waited for',
    'http/retry.js',
    'const pause = Math.max(isStarting ? last : usual, (failed.retryAfter ?? 0) * 1_000);',
    'const pause = isStarting ? last : usual;',
  ],
  [
    'an attempt has no time of its own',
    'http/Sender.js',
    'isCutShort(call) ? turn.limit : undefined',
    'undefined',
  ],
  [
    'a deadline does not end a call',
    'http/exchange.js',
    "this.#end(deadline.reason ?? new Error('ended'));",
    '',
  ],
  [
    'a breaker never opens',
    'http/Breakers.js',
    'if (!this.#counts.failure(CircuitState.Closed))',
    'if (true)',
  ],
  [
    'a breaker never closes',
    'http/Breakers.js',
    "if (verdict === 'answered') {\n            this.#close();\n            return 'closed';",
    "if (false) {\n            this.#close();\n            return 'closed';",
  ],
  ['a refusal counts as a failure', 'http/verdict.js', 'status < 500', 'status < 400'],
  ['calls cost no budget', 'http/CallBudget.js', 'this.#left -= 1;', ''],
  ['who leaves is not noticed', 'server/compiled-path.js', 'this.#leave = listener;', ''],
  // Outcomes.
  [
    'a POST that can not be repeated is',
    'clients/order-management.js',
    "path: '/v3/categories',\n            repeatable: false,",
    "path: '/v3/categories',\n            repeatable: true,",
  ],
  [
    'a lost answer is told as a failure',
    'http/failures.js',
    "if (call.effect === 'write' && (how === 'lost' || how === 'timed out'))",
    'if (false)',
  ],
  [
    'a failure of the API after a change is told as one before',
    'http/failures.js',
    "if (call.effect === 'write' && status !== 423)",
    'if (false)',
  ],
  [
    'the last answer says what became of a lost one',
    'http/last-word.js',
    'return stillUnknown(unknown, last);',
    'return last;',
  ],
  ['an idempotency key is not sent', 'clients/prefill.js', ", 'idempotency-key': idempotencyKey", ''],
  [
    'what a look finds is told as gone',
    orderWriters,
    '.catch(() => failure)) === null',
    '.catch(() => failure)) !== null',
  ],
  [
    'a receipt that is there is told as refused',
    'writers/send-receipt.js',
    'return compare(stored, body);',
    'throw sent;',
  ],
  [
    'a receipt that is not there is told as stored',
    'writers/send-receipt.js',
    'if (stored !== null)\n',
    "if (stored === null)\n            return { kind: 'already stored' };\n        if (stored !== null)\n",
  ],
  // What is kept.
  [
    'the fence is left out: a late fill wins',
    'cache/MemoryCache.js',
    'if (flight.isCurrent && freshFor',
    'if (freshFor',
  ],
  [
    'what a change made wrong stays kept',
    'cache/MemoryCache.js',
    'this.#entries?.delete(key);\n        this.#flights.forget(key);',
    'this.#flights.forget(key);',
  ],
  [
    'old values are shown beyond their limit',
    'cache/MemoryCache.js',
    'if (age >= policy.fresh + policy.staleWhileRevalidate + policy.staleOnError)',
    'if (false)',
  ],
  [
    'old values are shown without a word',
    'cache/MemoryCache.js',
    'stale.showedStale(api.name, Math.floor(age));',
    '',
  ],
  [
    'old values are served as long as there are any',
    'cache/MemoryCache.js',
    'age < policy.fresh + policy.staleWhileRevalidate',
    'true',
  ],
  [
    'what is not there is remembered like what is',
    'cache/MemoryCache.js',
    'return negative;',
    'return fresh;',
  ],
  [
    'a refusal is kept as "not there"',
    'cache/MemoryCache.js',
    'if (old === undefined)\n                throw error;',
    'if (old === undefined)\n                return null;',
  ],
  [
    'what is in doubt is kept',
    'cache/ScopedCaches.js',
    'if (doubts.has(this.#doubtPrefix + name))',
    'if (false)',
  ],
  [
    'a response outlives a change',
    'cache/ResponseCache.js',
    'tagChanged: (tag) => {',
    "tagChanged: () => {\n                const tag = '';",
  ],
  ['a response that a change overtook is kept', 'cache/ResponseCache.js', ' || trace.isOld', ''],
  ['a response outlives its data', 'cache/ResponseCache.js', 'now < entry.until', 'true'],
  [
    'responses are the same for all callers',
    'server/compiled-path.js',
    'const key = `${scope.answersFor}\\n${text}`;',
    'const key = text;',
  ],
  [
    'work from before a change is joined',
    'server/compiled-path.js',
    'const isFresh = () => trace?.isOld === false;',
    'const isFresh = () => true;',
  ],
  [
    'shared work ends with whoever leaves first',
    'cache/SingleFlight.js',
    'if (this.#waiting > 0 || this.#background',
    'if (this.#background',
  ],
  [
    'equal work is done once for each',
    'cache/SingleFlight.js',
    'flight?.isJoinable === true ? flight',
    'flight?.isJoinable === 1 ? flight',
  ],
  // Keys.
  [
    'keys go by their client id alone',
    'config/credentials.js',
    "fingerprint('classic', clientId, clientSecret, subscriptionKey, msn ?? '')",
    "fingerprint('classic', clientId)",
  ],
  ['a refused token is kept', 'auth/ApiCaller.js', 'this.tokens.drop(credentials, known.token);', ';'],
  [
    'every tenant sees all sales units',
    'loaders/visibility.js',
    'return msns === undefined || msns.has(msn);',
    'return true;',
  ],
  [
    'every tenant sees all ledgers',
    'loaders/visibility.js',
    'return ledgers === undefined || ledgers.has(ledgerId);',
    'return true;',
  ],
  // What a change makes wrong.
  [
    'a link is set and not forgotten',
    orderWriters,
    'forgetOrder(ref, outcome);\n                forgetCategory(ref, id);',
    'forgetCategory(ref, id);',
  ],
  [
    'a receipt is added and not forgotten',
    orderWriters,
    'forgetOrder(ref, outcome);\n            });',
    '});',
  ],
  ['a category is added and not forgotten', orderWriters, 'forgetOrder({ msn, ...body }, outcome);', ''],
  [
    'a category is removed and not forgotten',
    orderWriters,
    "forgetOrder({ msn: ref.msn, paymentType: 'ECOM', orderId }, outcome);",
    '',
  ],
  [
    'a change is hidden from other tenants with the same keys',
    orderWriters,
    'return caches.all(tenant.id, unit(msn).credentials.id, msn);',
    'return [caches.for({ tenantId: tenant.id, credentialsId: unit(msn).credentials.id })];',
  ],
  [
    'a product order changes and is not forgotten',
    'writers/product-orders.js',
    'loaders.forget(productOrderId, outcome);',
    '',
  ],
  // Between processes.
  [
    'what was kept before a change is given to all processes',
    'shared-tier/scripts.js',
    'if kept[1] == current then',
    'if kept[2] then',
  ],
  [
    'what a change made wrong stays kept for all processes',
    changesFile,
    "const deleted = this.link.askPatiently(['DEL', ...generations]);",
    'const deleted = Promise.resolve();',
  ],
  [
    'other servers are not told of changes',
    changesFile,
    "...['XADD', changes, 'MAXLEN', '~', String(STREAM_LENGTH), '*', 'c'],\n            sealed,",
    "'PING',",
  ],
  [
    'changes of other servers are not heard',
    changesFile,
    'for (const listener of this.#listeners)\n            listener.changed(change);',
    '',
  ],
  [
    'what could not be told is dropped',
    changesFile,
    'if (!this.link.isOpen) {\n            this.#keep(waiting);',
    'if (!this.link.isOpen) {',
  ],
  [
    'it is not noticed that changes were missed',
    changesFile,
    'if (isFirst)\n            this.#dropAll();\n        else\n            this.#missedChanges();',
    '',
  ],
  [
    'a full server has nobody told of changes',
    changesFile,
    "await this.link.askPatiently(['PUBLISH', this.names.changes, ALL]);",
    '',
  ],
  [
    'a replica that takes over is not told again',
    changesFile,
    'for (const each of told)\n            this.#keep(each);',
    '',
  ],
  [
    'nobody waits for what another process reads',
    'shared-tier/SharedTier.js',
    'row.lease === 2; waitMs',
    'false; waitMs',
  ],
  [
    'a Redis that hangs is asked all the same',
    'shared-tier/Link.js',
    'this.#isOpen = false;\n        this.outages += 1;',
    'this.outages += 1;',
  ],
  [
    'what other processes have read is taken at any age',
    'cache/shared-load.js',
    'if (age >= 0 && age < freshFor(loaded, policy))',
    'if (true)',
  ],
  [
    'a new process keeps what others know to be in doubt',
    'cache/shared-load.js',
    'if (isInDoubt === true)',
    'if (false)',
  ],
  [
    'what is in doubt is kept for all processes',
    changesFile,
    'const doubted = change.doubtSeconds === 0',
    'const doubted = true',
  ],
  [
    'who has the same keys elsewhere is not told',
    'cache/ScopedCaches.js',
    'if (units === undefined || (unit !== undefined && units.has(unit)))',
    'if (false)',
  ],
  [
    'workers do not hear of changes',
    'workers/WorkerChanges.js',
    'else\n            for (const listener of listeners)\n                listener.changed(told.change);',
    '',
  ],
  [
    'who is replaced drops what it has in hand',
    'server/subgraph-server.js',
    'this.#connections.closeListener(), after(',
    'this.#app.server.closeAllConnections(), after(',
  ],
  [
    'a new worker does not know what is in doubt',
    'workers/WorkerChanges.js',
    'this.#early = [...doubts];',
    'this.#early = [];',
  ],
  // What the first stories did not look at.
  [
    'an equal change is joined, or answered from memory',
    'server/compiled-path.js',
    'const isShareable = prepared.operation.kind === OperationTypeNode.QUERY && !scope.isReported;',
    'const isShareable = !scope.isReported;',
  ],
  [
    'another receipt that is stored is told as the same',
    'writers/send-receipt.js',
    "kind: isSameReceipt(stored, sent) ? 'already stored' : 'another stored'",
    "kind: 'already stored'",
  ],
  [
    "pages of a ledger's feed are kept under the first cursor",
    'loaders/report.js',
    ".reportFeed.read([ledgerId, topic, cursor ?? '']",
    ".reportFeed.read([ledgerId, topic, '']",
  ],
  [
    'refused keys are asked for a token at each call',
    'auth/TokenSource.js',
    'if (error instanceof UpstreamError && flight.isCurrent)\n                    this.#pause(known, error);',
    '',
  ],
  [
    'a change may rest on what is old',
    'server/compiled-path.js',
    'if (prepared.operation.kind === OperationTypeNode.MUTATION)\n            scope.makesChanges();',
    '',
  ],
  [
    'a recurring order whose category is removed is not forgotten',
    'writers/order-management.js',
    "forgetOrder({ msn: ref.msn, paymentType: 'RECURRING', orderId }, outcome);",
    '',
  ],
  [
    'after a lost change of an order its category stays under its id',
    'writers/order-management.js',
    "if (categoryId !== '')\n                kept.forget",
    'if (true)\n                kept.forget',
  ],
  [
    'idempotency keys are cut',
    'clients/prefill.js',
    "'idempotency-key': idempotencyKey }",
    "'idempotency-key': idempotencyKey.slice(0, 7) }",
  ],
  [
    "the names of a ledger's hidden sales units are shown",
    'loaders/report.js',
    'return msn === undefined || seesUnit(tenant, msn);',
    'return true;',
  ],
  [
    'responses go by the rights of the first caller of a tenant',
    'server/request-scope.js',
    'answersFor.of(`${key}\\n${caller.rights.key}`)',
    'answersFor.of(key)',
  ],
  [
    'the doubt of a lost change ends after a tenth',
    'cache/ScopedCaches.js',
    'export const DOUBT_SECONDS = 120;',
    'export const DOUBT_SECONDS = 12;',
  ],
  [
    'a product order that is still there is told as withdrawn',
    'writers/product-orders.js',
    'if (left !== null)\n                        throw error;',
    '',
  ],
  [
    'an image that the first try has stored is told as refused',
    'http/last-word.js',
    'return stillUnknown(unknown, last);',
    'return last.facts.status === 400 ? last : stillUnknown(unknown, last);',
  ],
  [
    'a clock that was set back keeps values fresh',
    'cache/MemoryCache.js',
    'return age < 0 ? Number.POSITIVE_INFINITY : age;',
    'return age;',
  ],
  [
    "an unseen unit's order is changed all the same",
    'writers/order-management.js',
    'if (!seesUnit(tenant, msn))\n            throw notThere(vippsApis.orderManagement, operation);',
    '',
  ],
];

/** Faults that the simulation must find. */
export const mutants: readonly Mutant[] = rows.map(([name, file, text, instead]) => ({
  name,
  file,
  text,
  instead,
  foundBy: foundBy[name] ?? [],
}));
