import { LEDGER } from './data.ts';
import { sandboxControl } from '../support/sandbox-control.ts';

/** A small request that may cost much. */
export interface HostileRequest {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is known of an answer, for the checks of single samples. */
export interface HostileAnswer {
  readonly status: number;
  readonly text: string;
}

/** A kind of hostile requests, in three sizes. The largest is that of the sample that was seen. */
export interface HostileSample {
  readonly name: string;
  readonly about: string;
  readonly sizes: readonly number[];
  /** What it needs behind it; the stub unless told otherwise. */
  readonly upstream?: 'stub' | 'sandbox';
  readonly env?: Readonly<Record<string, string>>;
  /** Puts into the sandbox what it needs there. */
  readonly prepare?: (sandboxUrl: string) => Promise<void>;
  readonly request: (size: number) => HostileRequest;
  /** Asks for the same data without the hostile part: what that costs is its own. */
  readonly baseline?: (size: number) => HostileRequest;
  /** What is wrong with an answer, whatever it cost. */
  readonly check?: (answer: HostileAnswer) => string | undefined;
  /** The most that it may log: lines, and bytes of one. */
  readonly log?: { readonly lines: number; readonly lineBytes: number };
}

function times(count: number, item: (index: number) => string, between = ' '): string {
  return Array.from({ length: count }, (_, index) => item(index)).join(between);
}

function query(
  text: string,
  variables?: unknown,
  headers?: Readonly<Record<string, string>>,
): HostileRequest {
  return { body: JSON.stringify({ query: text, variables }), ...(headers && { headers }) };
}

/**
 * Four ways down at each level: twelve times as many units each, as the ledger settles for three. By fragments, so that
 * the text grows by a line for each level.
 */
function ledgerLevels(levels: number): string {
  const fragments = times(
    levels,
    (level) => {
      const ways = times(4, (way) => `w${String(way)}: salesUnits { ...L${String(level)} }`);
      return `fragment L${String(level + 1)} on SalesUnit { ledger { ${ways} } }`;
    },
    '\n',
  );
  return `{ salesUnit(msn: "1408145") { ...L${String(levels)} } }\nfragment L0 on SalesUnit { msn }\n${fragments}`;
}

function relatedLevels(levels: number): string {
  return levels === 0 ? 'id' : `relatedEvents { ${relatedLevels(levels - 1)} }`;
}

const PSP = '990000000001';

/** An order with twelve events. */
async function addOrder(sandboxUrl: string): Promise<void> {
  const events = Array.from({ length: 12 }, (_, index) => ({
    reference: 'hostile-order',
    ...(index === 0 && { pspReference: PSP }),
  }));
  await sandboxControl(sandboxUrl).ledgers.addEvents('418806', events);
}

const related = (levels: number): HostileRequest =>
  query(`{ salesEvent(ledgerId: "418806", pspReference: "${PSP}") { ${relatedLevels(levels)} } }`);

const traced = (aliases: number, headers?: Readonly<Record<string, string>>): HostileRequest => {
  const fields = times(aliases, (index) => `a${String(index)}: time`);
  return query(
    `{ ledger(ledgerId: "${LEDGER}") { salesEvents(first: 1000) { nodes { ${fields} } } } }`,
    undefined,
    headers,
  );
};

const MOST_ERRORS = 1_000;

function fewErrors({ text }: HostileAnswer): string | undefined {
  const errors = text.match(/"code":"/g)?.length ?? 0;
  return errors > MOST_ERRORS ? `${String(errors)} errors in one answer` : undefined;
}

/** What the product was attacked with. The first character of a name is the number of its kind. */
export const hostileSamples: readonly HostileSample[] = [
  {
    name: '1-keys',
    about: 'orders(keys:) with so many numbers instead of keys',
    sizes: [1_000, 10_000, 100_000],
    request: (size) =>
      query('query($k: [OrderKey!]!) { orders(keys: $k) { id } }', {
        k: Array.from({ length: size }, () => 1),
      }),
  },
  {
    name: '1-fields',
    about: 'a filter with so many unknown fields',
    sizes: [100, 1_000, 10_000],
    request: (size) =>
      query('query($f: SalesUnitFilter) { salesUnits(filter: $f) { totalCount } }', {
        f: Object.fromEntries(Array.from({ length: size }, (_, index) => [`unknown${String(index)}`, index])),
      }),
  },
  {
    name: '1-lines',
    about: 'a receipt with so many wrong lines',
    sizes: [1_000, 10_000, 100_000],
    request: (size) =>
      query('mutation($i: AddReceiptInput!) { addReceipt(input: $i) { receiptId } }', {
        i: {
          msn: '204117',
          orderId: 'o',
          paymentType: 'ECOM',
          bottomLine: { currency: 'NOK' },
          orderLines: Array.from({ length: size }, () => ({ name: 1 })),
        },
      }),
  },
  {
    name: '2-units',
    about: 'units of the ledger of units, so many levels, four ways at each',
    sizes: [4, 5, 6],
    upstream: 'sandbox',
    request: (size) => query(ledgerLevels(size)),
  },
  {
    name: '2-related',
    about: 'related events of an order with 12, so many levels',
    sizes: [3, 5, 7],
    upstream: 'sandbox',
    prepare: addOrder,
    request: related,
  },
  {
    name: '2-values',
    about: 'more values than QUERY_MAX_VALUES=1000, by so many levels',
    sizes: [3],
    upstream: 'sandbox',
    env: { QUERY_MAX_VALUES: '1000' },
    prepare: addOrder,
    request: related,
    check: ({ text }) =>
      text.includes('COST_LIMIT_EXCEEDED') ? undefined : 'more values than QUERY_MAX_VALUES are answered',
  },
  {
    name: '3-trace',
    about: 'a federated trace, asked for by anybody, of 1,000 events with so many fields',
    sizes: [24, 120, 240],
    request: (size) => traced(size, { 'apollo-federation-include-trace': 'ftv1' }),
    baseline: (size) => traced(size),
  },
  {
    name: '4-representations',
    about: '_entities with so many representations',
    sizes: [1_000, 10_000, 90_000],
    request: (size) =>
      query('query($r: [_Any!]!) { _entities(representations: $r) { ... on SalesUnit { name } } }', {
        r: Array.from({ length: size }, (_, index) => ({
          __typename: 'SalesUnit',
          msn: String(100_000 + index),
        })),
      }),
  },
  {
    name: '5-errors',
    about: 'a failing field of all units, so many times',
    sizes: [10, 50, 200],
    upstream: 'sandbox',
    env: { LOG_LEVEL: 'info' },
    prepare: async (sandboxUrl) => {
      await sandboxControl(sandboxUrl).faults.add({ path: '/settlement/**', times: null, status: 500 });
    },
    request: (size) =>
      query(
        `{ salesUnits(first: 200) { nodes { ${times(size, (index) => `a${String(index)}: ledger { id }`)} } } }`,
      ),
    check: fewErrors,
    log: { lines: 20, lineBytes: 8_192 },
  },
  {
    name: '5-refused',
    about: 'an order of all units by an id that is refused, so many times',
    sizes: [10, 50, 200],
    upstream: 'sandbox',
    env: { LOG_LEVEL: 'info' },
    request: (size) => {
      const orders = times(
        size,
        (index) => `a${String(index)}: order(paymentType: ECOM, orderId: "!") { id }`,
      );
      return query(`{ salesUnits(first: 200) { nodes { ${orders} } } }`);
    },
    check: fewErrors,
    log: { lines: 20, lineBytes: 8_192 },
  },
  {
    name: '6-long',
    about: 'an id of so many characters, used 99 times',
    sizes: [1_000, 100_000, 880_000],
    request: (size) =>
      query(
        `query($f: ID!) { ${times(99, (index) => `a${String(index)}: fetch__SalesUnit(id: $f) { id }`)} }`,
        {
          f: Buffer.from('['.repeat((size * 3) / 8) + ']'.repeat((size * 3) / 8)).toString('base64url'),
        },
      ),
  },
  {
    name: '7-aliases',
    about: 'so many times salesUnit(msn:)',
    sizes: [100, 250, 490],
    request: (size) => query(`{ ${times(size, () => 'salesUnit(msn: "300000") { msn }')} }`),
  },
  {
    name: '7-lists',
    about: 'so many times salesUnits',
    sizes: [150, 300, 600],
    request: (size) => query(`{ ${times(size, () => 'salesUnits { nodes { id } }')} }`),
  },
  {
    name: '7-deep',
    about: 'so many times a deep field',
    sizes: [50, 100, 190],
    request: (size) =>
      query(
        `{ ${times(size, () => 'salesUnits { nodes { merchant { salesUnits { nodes { merchant { name } } } } } }')} }`,
      ),
  },
  {
    name: '8-alias',
    about: 'an alias of so many characters, on a field that is refused',
    sizes: [1_000, 10_000, 100_000],
    env: { LOG_LEVEL: 'info' },
    request: (size) => query(`{ ${'a'.repeat(size)}: salesUnit(msn: "x") { name } }`),
    log: { lines: 20, lineBytes: 8_192 },
  },
  {
    name: '8-name',
    about: 'an operation with a name of so many characters',
    sizes: [1_000, 10_000, 100_000],
    env: { LOG_LEVEL: 'info' },
    request: (size) => query(`query ${'a'.repeat(size)} { salesUnit(msn: "x") { name } }`),
    log: { lines: 20, lineBytes: 8_192 },
  },
  {
    name: '9-null',
    about: '@include(if: null), behind the same with false',
    sizes: [0],
    // The warm-up has asked with false before.
    request: (size) =>
      query('query($b: Boolean = true) { salesUnit(msn: "700000") { msn name @include(if: $b) } }', {
        b: size === 0 ? null : false,
      }),
    check: ({ text }) => (text.includes('"errors"') ? undefined : 'null is taken for false'),
  },
];
