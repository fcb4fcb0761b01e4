import { readFileSync } from 'node:fs';
import { Kind, parse, print, type DefinitionNode, type DocumentNode } from 'graphql';
import { describe, expect } from 'vitest';
import { allSubgraphs } from '../../src/subgraphs/all.js';
import { composers, subgraph, type SubgraphSdl } from '../support/composers.js';
import { sdlOf } from '../../src/tools/supergraph/compose.js';
import { ratingsSdl, shopsSdl } from '../support/partner-subgraph.js';
import { sharedStack } from '../support/fixture.js';

let sdl: string;

const it = sharedStack();
it.beforeAll(async ({ stack }) => {
  sdl = await sdlOf(`${stack.url}/graphql`);
});

describe('the SDL in the answer to _service', () => {
  it('means the same as schema/vipps.graphql', () => {
    const committed = parse(readFileSync(new URL('../../schema/vipps.graphql', import.meta.url), 'utf8'));
    expect(meaning(parse(sdl))).toBe(meaning(committed));
  });

  it('means something else when one field changes its type', () => {
    const changed = sdlWith(sdl, 'totalCount: Int!', 'totalCount: Int');
    expect(meaning(parse(changed))).not.toBe(meaning(parse(sdl)));
  });
});

describe.each(Object.entries(composers))('the composer of %s', (_name, compose) => {
  it('takes the subgraph alone, without remarks', () => {
    expect(compose([vipps()])).toStrictEqual({ faults: [], remarks: [] });
  });

  it('refuses the subgraph alone when an entity names a key field that it has not', () => {
    const broken = sdlWith(sdl, '@key(fields: "msn")', '@key(fields: "shopNumber")');
    const { faults } = compose([subgraph('vipps', broken)]);
    expect(faults).not.toStrictEqual([]);
    expect(faults.join('\n')).toContain('shopNumber');
  });

  it('takes a partner that adds a field to a sales unit, which it knows by its MSN', () => {
    expect(compose([vipps(), subgraph('shops', shopsSdl)])).toStrictEqual({ faults: [], remarks: [] });
  });

  it('refuses a partner that defines a field of the sales unit a second time', () => {
    const broken = sdlWith(shopsSdl, 'openingHours: String', 'openingHours: String name: String');
    const { faults } = compose([vipps(), subgraph('shops', broken)]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/SalesUnit[\s\S]*name/);
  });

  it('refuses a partner that knows the MSN as a number', () => {
    const broken = sdlWith(shopsSdl, 'msn: String!', 'msn: Int!');
    const { faults } = compose([vipps(), subgraph('shops', broken)]);
    expect(faults).not.toStrictEqual([]);
    expect(faults.join('\n')).toContain('SalesUnit.msn');
  });

  it('takes a partner that refers to a merchant by its business identifier', () => {
    expect(compose([vipps(), subgraph('ratings', ratingsSdl)])).toStrictEqual({ faults: [], remarks: [] });
  });

  it('refuses a partner whose business identifier has a scheme of another type', () => {
    const broken = sdlWith(
      ratingsSdl,
      'type BusinessIdentifier @shareable {\n    scheme: String!',
      'type BusinessIdentifier @shareable {\n    scheme: Int!',
    );
    const { faults } = compose([vipps(), subgraph('ratings', broken)]);
    expect(faults).not.toStrictEqual([]);
    expect(faults.join('\n')).toContain('BusinessIdentifier.scheme');
  });

  it('takes entur alone, and beside vipps, without remarks but that each describes itself', () => {
    expect(compose([entur()])).toStrictEqual({ faults: [], remarks: [] });
    const { faults, remarks } = compose([vipps(), entur()]);
    expect(faults).toStrictEqual([]);
    const each = /^\[INCONSISTENT_DESCRIPTION\]: The schema definition has inconsistent descriptions/;
    expect(remarks.filter((remark) => !each.test(remark))).toStrictEqual([]);
  });

  it('takes both partners at once', () => {
    const all = [vipps(), subgraph('shops', shopsSdl), subgraph('ratings', ratingsSdl)];
    expect(compose(all)).toStrictEqual({ faults: [], remarks: [] });
  });

  it('refuses a partner that reaches a merchant by a key that no subgraph can resolve', () => {
    const broken = sdlWith(
      ratingsSdl,
      '@key(fields: "businessIdentifier { scheme id }")',
      '@key(fields: "registerNumber")',
    ).replace('rating: String', 'registerNumber: String! rating: String');
    const { faults } = compose([vipps(), subgraph('ratings', broken)]);
    expect(faults).not.toStrictEqual([]);
    expect(faults.join('\n')).toContain('Merchant');
  });
});

function vipps(): SubgraphSdl {
  return subgraph('vipps', sdl);
}

function entur(): SubgraphSdl {
  return subgraph('entur', allSubgraphs.entur.build().sdl);
}

/** A changed SDL; a change that changes nothing would make a negative control worthless. */
function sdlWith(source: string, part: string, replacement: string): string {
  if (!source.includes(part)) throw new Error(`The SDL does not hold ${part}.`);
  return source.replaceAll(part, replacement);
}

/** What an SDL says of its own types, in one order: without the definitions that every subgraph has. */
function meaning(document: DocumentNode): string {
  return document.definitions
    .filter((definition) => !isMachinery(definition))
    .map((definition) => print(definition))
    .sort()
    .join('\n\n');
}

function isMachinery(definition: DefinitionNode): boolean {
  switch (definition.kind) {
    case Kind.DIRECTIVE_DEFINITION:
      return true;
    case Kind.OBJECT_TYPE_EXTENSION:
      return (
        definition.fields?.every(({ name }) => name.value === '_entities' || name.value === '_service') ??
        false
      );
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.UNION_TYPE_DEFINITION:
      return /^(_|link__|federation__)/.test(definition.name.value);
    default:
      return false;
  }
}
