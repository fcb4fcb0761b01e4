import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DocumentCache } from '../../src/server/DocumentCache.js';
import { vipps } from '../../src/subgraphs/vipps.js';
import { limitsWith } from '../support/limits.js';

const { schema } = vipps.build();
const limits = limitsWith({ maxItems: 100_000, maxValues: 1_000_000 });
const BUDGET_MS = 50;
const RUNS = 7;

const many = (count: number, part: (index: number) => string, glue = ' '): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(glue);

/** Documents that are as dear to judge and to plan as their kind can be within the limits of a document. */
const documents: Readonly<Record<string, string>> = {
  'aliases of one field': `{ salesUnit(msn: "204117") { ${many(990, (at) => `a${at}: msn`)} } }`,
  'root fields with everything below': `{ ${many(95, (at) => `a${at}: salesUnit(msn: "${at}0000") { id msn name merchant { name countryCode } ledger { ledgerId } }`)} }`,
  'equal fields at one place': `{ salesUnit(msn: "204117") { ${many(140, () => 'merchant { name status countryCode }')} } }`,
  'fragments that all spread one another': `{ salesUnit(msn: "204117") { ...F0 } } ${many(58, (at) => `fragment F${at} on SalesUnit { msn ${many(57 - at, (next) => `...F${at + 1 + next}`)} }`)}`,
  'fragments of equal fields': `{ salesUnit(msn: "204117") { ${many(120, (at) => `...F${at}`)} } } ${many(120, (at) => `fragment F${at} on SalesUnit { msn name id merchant { name id } ledger { ledgerId } }`)}`,
  'many operations over one fragment': `${many(180, (at) => `query Q${at}($m: String!) { ...F }`)} fragment F on Query { ${many(95, (at) => `a${at}: salesUnit(msn: $m) { msn }`)} }`,
  'many variables': `query (${many(280, (at) => `$v${at}: String!`, ', ')}) { orders(keys: [${many(140, (at) => `{ msn: $v${2 * at}, paymentType: ECOM, orderId: $v${2 * at + 1} }`)}]) { id } }`,
  'long lists of keys': `{ orders(keys: [${many(400, (at) => `{ msn: "204117", paymentType: ECOM, orderId: "o-${at}" }`)}]) { id } }`,
  'unknown fields': `{ salesUnit(msn: "204117") { ${many(2_400, (at) => `nam${at}`)} } }`,
  'unknown arguments': `{ ${many(95, (at) => `a${at}: salesUnit(${many(8, (other) => `ms${other}: 1`)}) { msn }`)} }`,
  directives: `query ($a: Boolean!) { salesUnit(msn: "204117") { ${many(99, (at) => `a${at}: merchant @include(if: $a) { name }`)} } }`,
  'nesting with fragments in each level': `{ ledgers(first: 1) { nodes { ${many(60, () => 'salesUnits { ...U merchant { ...M } }')} } } } fragment U on SalesUnit { msn name id } fragment M on Merchant { name status }`,
  'tokens that mean nothing': `{ ${'__typename '.repeat(99)} } ${many(1_200, (at) => `fragment G${at} on Query { __typename }`).slice(0, 9_000)}`,
  'a comment on each of many lines': `{ __typename }${many(9_900, () => '#', '\n')}`,
  'a comment on each of too many lines': `{ __typename }${many(345_000, () => '#', '\n')}`,
  'a megabyte of blanks': `{ ${' '.repeat(1_000_000)} __typename }`,
  'errors behind as many lines as there may be': `{${'\n'.repeat(9_800)} ${many(100, (at) => `nam${at}`)} }`,
  'lists in lists': `{ orders(keys: ${'['.repeat(2_400)}${']'.repeat(2_400)}) { id } }`,
  'too much nesting': `{ a${'{ a'.repeat(1_600)}${'}'.repeat(1_600)} }`,
};

/** Processor time of this process for a document that nobody has sent before: what others take is not counted. */
function costOf(query: string): { readonly ms: number; readonly outcome: string } {
  const cache = new DocumentCache({ schema, limits, onFault: () => expect.unreachable() });
  const before = process.cpuUsage();
  const prepared = cache.get({ query, operationName: query.startsWith('query Q0') ? 'Q0' : undefined });
  let outcome = typeof prepared === 'string' ? prepared : 'planned';
  if (typeof prepared !== 'string') {
    const variables = prepared.admit(
      query.includes('$m') ? { m: '204117' } : query.includes('$a') ? { a: true } : {},
    );
    if (typeof variables === 'string') outcome = variables;
    else prepared.compiled.prepare(variables);
  }
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1_000, outcome };
}

describe(`a document within the limits is parsed, validated and planned within ${BUDGET_MS} ms of one core`, () => {
  it.each(Object.entries(documents))('%s', (_what, query) => {
    // Near to what the limits allow, or beyond one of them.
    expect(query.length).toBeGreaterThan(1_500);
    // The first runs are those of a process whose compilers have not settled; the least is what it takes.
    const runs = Array.from({ length: RUNS }, () => costOf(query));
    expect(Math.min(...runs.map(({ ms }) => ms))).toBeLessThan(BUDGET_MS);
  });

  it('holds for documents that are planned, and not only refused', () => {
    const outcomes = Object.values(documents).map((query) => costOf(query).outcome);
    expect(outcomes.filter((outcome) => outcome === 'planned').length).toBeGreaterThanOrEqual(6);
    for (const query of Object.values(documents).slice(0, 12))
      expect(() => parse(query, { maxLexicalTokens: 5_000 })).not.toThrow();
  });
});
