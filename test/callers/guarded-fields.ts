import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { ScopeOfFields, type AccessRules } from '../../src/callers/access-rules.js';
import type { Scope } from '../../src/callers/scopes.js';
import type { Representation } from '../support/random-operation.js';
import { representations } from '../support/random-requests.js';

/** A field that needs a scope, and an operation that asks for it and for little else. */
export interface GuardedField {
  readonly coordinate: string;
  readonly scope: Scope;
  readonly operation: string;
  /** Where in the answer it stands; of an error at it, how the path ends. */
  readonly path: readonly string[];
}

/** How to come to a field, besides from the roots. */
export interface Ways {
  /** What a gateway names. */
  readonly representations: readonly Representation[];
  /** To types that no gateway can name. */
  readonly types: Readonly<
    Record<string, { readonly operation: (selection: string) => string; readonly path: readonly string[] }>
  >;
  /** Names of types whose fields are left out. */
  readonly left?: RegExp;
}

const WAYS: Ways['types'] = {
  Receipt: {
    operation: (selection) =>
      `{ order(msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00417") { receipt ${selection} } }`,
    path: ['order', 'receipt'],
  },
  TransactionPayload: {
    operation: (selection) =>
      `mutation { setTransactionCategory(input: { msn: "204117", transactionId: "t-1", url: "https://example.com/", type: GENERAL }) ${selection} }`,
    path: ['setTransactionCategory'],
  },
  Payout: {
    operation: (selection) =>
      `{ ledger(ledgerId: "418914") { payouts(from: "2026-05-20", to: "2026-05-20") { nodes ${selection} } } }`,
    path: ['ledger', 'payouts', 'nodes'],
  },
  ClosedDateConnection: {
    operation: (selection) =>
      `{ ledger(ledgerId: "700031") { close(from: "2026-05-20", to: "2026-05-20") ${selection} } }`,
    path: ['ledger', 'close'],
  },
  PartnerMerchant: {
    operation: (selection) => `{ partnerMerchant(orgno: "311204173") ${selection} }`,
    path: ['partnerMerchant'],
  },
};

/** Every field that the rules guard: of the roots, of entities, and of what hangs on them. */
export function guardedFields(
  schema: GraphQLSchema,
  rules: AccessRules,
  ways: Ways = { representations, types: WAYS },
): readonly GuardedField[] {
  const scopes = new ScopeOfFields(schema, rules);
  return (
    Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type))
      // What is told is asked for in other ways: test/live.
      .filter((type) => type !== schema.getSubscriptionType())
      .filter(({ name }) => !/^_/.test(name) && ways.left?.test(name) !== true)
      .flatMap((type) =>
        Object.values(type.getFields()).flatMap((field) => {
          if (field.name.startsWith('_')) return [];
          const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
          if (!isRoot && field.resolve === undefined) return [];
          const scope = scopes.of(type, field.name, getNamedType(field.type));
          return scope === undefined ? [] : [guarded(schema, type, field, scope, ways)];
        }),
      )
  );
}

function guarded(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  scope: Scope,
  { representations: known, types }: Ways,
): GuardedField {
  const coordinate = `${type.name}.${field.name}`;
  const asked = fieldText(field);
  if (type === schema.getQueryType())
    return { coordinate, scope, operation: `{ ${asked} }`, path: [field.name] };
  if (type === schema.getMutationType())
    return { coordinate, scope, operation: `mutation { ${asked} }`, path: [field.name] };
  const way = types[type.name];
  if (way !== undefined)
    return { coordinate, scope, operation: way.operation(`{ ${asked} }`), path: [...way.path, field.name] };
  const change = Object.values(schema.getMutationType()?.getFields() ?? {}).find(
    (mutation) => getNamedType(mutation.type) === type,
  );
  if (change !== undefined)
    return {
      coordinate,
      scope,
      operation: `mutation { ${fieldText(change, ` { ${asked} }`)} }`,
      path: [change.name, field.name],
    };
  const reference = known.find(({ __typename }) => __typename === type.name);
  if (reference === undefined) throw new Error(`${coordinate}: no way is known to come to it`);
  const literal = literalOf(reference);
  return {
    coordinate,
    scope,
    operation: `{ _entities(representations: [${literal}]) { __typename ... on ${type.name} { ${asked} } } }`,
    path: ['_entities', field.name],
  };
}

function fieldText(
  { name, args, type }: GraphQLField<unknown, unknown>,
  selection = isLeafType(getNamedType(type)) ? '' : ' { __typename }',
): string {
  const given = args
    .filter((arg) => isRequiredArgument(arg))
    .map((arg) => `${arg.name}: ${sampleOf(arg.type)}`);
  return `${name}${given.length === 0 ? '' : `(${given.join(', ')})`}${selection}`;
}

/** Something that a type takes, as short as can be. */
function sampleOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isRequiredInputField(field));
    return `{ ${fields.map((field) => `${field.name}: ${sampleOf(field.type)}`).join(', ')} }`;
  }
  return SAMPLES[type.toString()] ?? '"x"';
}

const SAMPLES: Readonly<Record<string, string>> = {
  Int: '1',
  SafeInt: '1',
  Float: '1',
  Boolean: 'true',
  CurrencyCode: '"NOK"',
  LocalDate: '"2026-05-20"',
  DateTime: '"2026-05-20T10:00:00Z"',
  Decimal: '"1.00"',
  EnturDecimal: '"1.00"',
};

function literalOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${name}: ${literalOf(each)}`)
    .join(', ')} }`;
}
