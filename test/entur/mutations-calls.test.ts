import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isObjectType } from 'graphql';
import { entur } from '../../src/subgraphs/entur.js';
import { json, raw, type Step } from '../support/scripted-server.js';
import { changes, type ChangeCase } from './all-changes.js';
import { changing, ways } from './changing.js';
import { enturKeys } from './graph.js';

const nobody = { userErrors: [], warnings: [] };

/** What the service answers, call by call. */
export function answersOf({ before = [], answer }: ChangeCase): readonly Step[] {
  return [
    ...before.map((each) => json(200, each.answer)),
    answer === undefined ? raw(200, '') : json(200, answer),
  ];
}

describe.for(ways)('changes at Entur, by the %s way', ([, COMPILE_QUERIES]) => {
  it('make their calls, byte for byte, and give their payloads', async () => {
    const graph = await changing([], { ENTUR_EXPERIMENTAL: 'on', COMPILE_QUERIES });
    for (const each of changes) {
      graph.play(...answersOf(each));
      const { mutation, input, selection, before = [], method, url, body = '', payload } = each;
      expect(await graph.change(mutation, input, selection)).toEqual({
        data: { [mutation]: { ...payload, ...nobody } },
      });
      const made = graph.requests.map((request) => [request.method, request.url.replace('/entur/sales', '')]);
      expect(made).toEqual([...before.map((call) => [call.method, call.url]), [method, url]]);
      const sent = graph.requests.at(-1);
      expect(sent?.body).toBe(body);
      expect(sent?.headers, mutation).toMatchObject({
        accept: 'application/json, application/hal+json',
        authorization: 'Bearer token-1',
        'entur-distribution-channel': enturKeys.distributionChannel,
        'entur-pos': enturKeys.pos,
        'et-client-name': enturKeys.clientName,
        'x-correlation-id': 'the-request',
      });
      expect(sent?.headers['content-type'], mutation).toBe(body === '' ? undefined : 'application/json');
      const settlement = 'settlementId' in input ? 'S-1' : undefined;
      expect(sent?.headers['entur-settlement-id'], mutation).toBe(settlement);
    }
  });
});

describe('the mutations of the subgraph', () => {
  it('are all in the table of these tests', () => {
    const type = entur.build().schema.getMutationType();
    if (!isObjectType(type)) throw new Error('there are no mutations');
    expect(Object.keys(type.getFields()).sort()).toEqual(changes.map(({ mutation }) => mutation).sort());
  });

  it('say in their descriptions that they are experimental, as far as they are', () => {
    const fields = Object.values(entur.build().schema.getMutationType()?.getFields() ?? {});
    const said = fields.filter(({ description }) =>
      description?.startsWith('Experimental, needs `ENTUR_EXPERIMENTAL=on`'),
    );
    expect(said.map(({ name }) => name).sort()).toEqual(
      changes
        .filter(({ isExperimental }) => isExperimental === true)
        .map(({ mutation }) => mutation)
        .sort(),
    );
  });

  it('are refused without a call where they are experimental and experiments are off', async () => {
    const graph = await changing([json(200, {})]);
    for (const { mutation, input, selection } of changes.filter(({ isExperimental }) => isExperimental)) {
      expect(await graph.change(mutation, input, selection)).toMatchObject({
        data: { [mutation]: null },
        errors: [
          {
            message: `${mutation} is experimental, as a part of its call is inferred and not documented. It needs ENTUR_EXPERIMENTAL=on.`,
            extensions: { code: 'FORBIDDEN' },
          },
        ],
      });
    }
    expect([graph.requests, graph.tokens()]).toEqual([[], 0]);
  });

  it('stand in docs/entur.md with their calls, and what is inferred of them as experimental', () => {
    const rows = [
      ...readFileSync('docs/entur.md', 'utf8').matchAll(/^\| `(entur\w+)` \|([^|]*)\|([^|]*)\|([^|]*)\|$/gm),
    ];
    const shown = rows.map(([, name, call, , lost]) => ({
      mutation: name,
      method: /`(\w+) [^`]*`\s*$/.exec(call ?? '')?.[1],
      isExperimental: lost?.trim().startsWith('Experimental.'),
    }));
    expect(shown).toEqual(
      changes.map(({ mutation, method, isExperimental = false }) => ({ mutation, method, isExperimental })),
    );
  });
});
