import { describe, expect, it } from 'vitest';
import { schemaBreaks } from '../../src/tools/release/schema-breaks.js';

const RELEASED = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable", "@requiresScopes"])
  type Query {
    unit(msn: String!, size: Int = 10): Unit
  }
  type Mutation {
    change(input: ChangeInput!): Unit
    """
    Experimental, needs a setting.
    """
    trial(input: TrialInput!): Trial
  }
  type Unit
    @key(fields: "id")
    @key(fields: "msn")
    @key(fields: "owner { scheme id }")
    @requiresScopes(scopes: [["units:read"]]) {
    id: ID!
    msn: String!
    name: String
    state: State!
    page: Page! @shareable
    owner: Owner
  }
  type Owner {
    id: ID
    scheme: String
  }
  type Page {
    first: Int
  }
  type Remote @key(fields: "id") {
    id: ID!
    url: String
  }
  enum State {
    OPEN
    CLOSED
    """
    Experimental.
    """
    MAYBE
  }
  input ChangeInput {
    name: String
    count: Int = 1
    """
    Experimental, needs a setting.
    """
    order: String
  }
  input TrialInput {
    of: Int
  }
  type Trial {
    ok: Boolean
  }
`;

/** What breaks when each of the texts stands for the one before. */
const breaksWith = (...changes: readonly (readonly [string, string])[]): readonly string[] => {
  const now = changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, RELEASED);
  return schemaBreaks(RELEASED, now);
};

describe('what breaks a released schema', () => {
  it.each([
    ['a field that goes', [['name: String\n    state', 'state']], 'Unit.name was removed.'],
    [
      'a field that may be null now',
      [['state: State!', 'state: State']],
      'Unit.state changed type from State! to State.',
    ],
    ['a value that goes', [['CLOSED', '']], 'CLOSED was removed from enum type State.'],
    [
      'an argument that must be given',
      [['msn: String!,', 'msn: String!, market: String!,']],
      'A required arg market on Query.unit was added.',
    ],
    [
      'another default of an argument',
      [['Int = 10', 'Int = 20']],
      'Query.unit arg size has changed defaultValue from 10 to 20.',
    ],
    ['another default of an input', [['Int = 1\n', 'Int = 2\n']], 'ChangeInput.count has another default.'],
    [
      'an input that must be given',
      [['count: Int', 'more: Int!\n count: Int']],
      'A required field more on input type ChangeInput was added.',
    ],
    ['a key that goes', [['@key(fields: "msn")', '']], 'Unit has lost the key msn.'],
    ['a field that is no longer shareable', [['@shareable\n', '\n']], 'Unit.page is no longer shareable.'],
    [
      'a scope where none was',
      [['first: Int', 'first: Int @requiresScopes(scopes: [["units:read"]])']],
      'Page.first needs another scope.',
    ],
    [
      'a token where none was needed',
      [['first: Int', 'first: Int @authenticated']],
      'Page.first needs a token now.',
    ],
    [
      'a promise that is taken back',
      [['first: Int', '"""Experimental, needs a setting.""" first: Int']],
      'Page.first is experimental now.',
    ],
    ['a field of an entity that no query leads to', [['url: String', '']], 'Remote.url was removed.'],
  ] as const)('%s', (_what, changes, told) => {
    expect(breaksWith(...changes)).toStrictEqual([told]);
  });

  it('another scope, at every field that takes it over', () => {
    expect(breaksWith(['units:read', 'units:all'])).toStrictEqual(
      ['Unit', 'Unit.id', 'Unit.msn', 'Unit.name', 'Unit.state', 'Unit.page', 'Unit.owner'].map(
        (coordinate) => `${coordinate} needs another scope.`,
      ),
    );
  });

  it.each([
    ['nothing', []],
    ['a field more', [['name: String\n    state', 'name: String more: Int state']]],
    ['a value more', [['CLOSED', 'CLOSED PENDING']]],
    ['a type more', [['type Page', 'type Other { ok: Boolean } type Page']]],
    ['what may be left out', [['count: Int = 1', 'count: Int = 1 more: Int = 3']]],
    ['a result that is never null now', [['first: Int', 'first: Int!']]],
    ['a key more', [['type Page', 'type Page @key(fields: "first")']]],
    ['a key in other words', [['@key(fields: "owner { scheme id }")', '@key(fields: "  owner{id scheme}")']]],
    ['a further way in', [['[["units:read"]]', '[["units:read"], ["units:all"]]']]],
    [
      'a scope that moves to the fields',
      [
        [' @requiresScopes(scopes: [["units:read"]])', ''],
        ['name: String\n    state', 'name: String @requiresScopes(scopes: [["units:read"]]) state'],
      ],
    ],
    [
      'what the type says in place of its field',
      [
        ['type Unit', 'type Unit @shareable'],
        ['page: Page! @shareable', 'page: Page!'],
      ],
    ],
    ['a scope less', [[' @requiresScopes(scopes: [["units:read"]])', '']]],
    ['a deprecation', [['first: Int', 'first: Int @deprecated(reason: "Use size.")']]],
    ['a description', [['type Page', '"""A page.""" type Page']]],
    ['the version of federation', [['v2.5', 'v2.6']]],
    [
      'what is experimental, and what only that leads to',
      [
        ['trial(input: TrialInput!): Trial', 'other: Int'],
        ['of: Int', 'from: Int!'],
        ['type Trial {\n    ok: Boolean\n  }', ''],
        ['order: String', 'sort: String'],
        ['MAYBE', 'PERHAPS'],
      ],
    ],
  ] as const)('is not %s', (_what, changes) => {
    expect(breaksWith(...changes)).toStrictEqual([]);
  });
});
