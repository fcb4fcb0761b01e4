import { describe, expect, it } from 'vitest';
import { joinKey } from '../../src/cache/cache-key.js';
import type { Change } from '../../src/cache/SharedCache.js';
import { RouterTags } from '../../src/router-cache/RouterTags.js';

const tags = new RouterTags(
  'a key',
  new Map([
    ['order', [1, 3]],
    ['list', [0]],
  ]),
);

/** The tags of what is kept under a key, read with any credentials. */
function ofRead(tenantId: string, kind: string, ...key: readonly string[]): readonly string[] {
  const name = tags.nameOf(`${joinKey(tenantId, 'any | credentials', kind)}|${joinKey(...key)}`);
  const own = name === undefined ? [] : tags.ofRead(tenantId, name);
  return [tags.ofTenant(tenantId), ...own];
}

function ofChange(kind: string | undefined, ...key: readonly string[]): string {
  const change: Change = { tenantId: 'one', kind, key, under: true, doubtSeconds: 0 };
  return tags.ofChange(change);
}

describe('the tags that a router is told', () => {
  it('are those of a change and of all that it made wrong, and of as little else as may be', () => {
    const order = ofRead('one', 'order', '204117', 'ECOM', 'o|1');
    expect(order).toHaveLength(3);
    expect(ofChange('order', '204117', 'ECOM', 'o|1')).toBe(order[2]);
    expect(ofChange('order', '204117', 'ECOM')).toBe(order[1]);
    expect(ofChange('order', '204117')).toBe(order[1]);
    const other = ofRead('one', 'order', '204117', 'ECOM', 'o');
    expect([order[0], order[1]]).toEqual([other[0], other[1]]);
    expect(order[2]).not.toBe(other[2]);
    expect(ofRead('one', 'list', 'open')).toEqual([order[0], ofChange('list', 'all')]);
  });

  it('are those of the whole tenant where nothing narrower is known', () => {
    const tenant = tags.ofTenant('one');
    expect(ofRead('one', 'unit', '204117')).toEqual([tenant]);
    expect([ofChange('order'), ofChange('unit', '204117'), ofChange(undefined)]).toEqual([
      tenant,
      tenant,
      tenant,
    ]);
  });

  it('are never those of another tenant, nor of another key', () => {
    const one = ofRead('one', 'order', '204117', 'ECOM', 'o-1');
    for (const tenant of ['two', 'one|order', 'one|order|204117'])
      expect(ofRead(tenant, 'order', '204117', 'ECOM', 'o-1').filter((tag) => one.includes(tag))).toEqual([]);
    expect(new RouterTags('another key', new Map()).ofTenant('one')).not.toBe(one[0]);
    expect(one.join()).toMatch(/^[\w-]{22}(,[\w-]{22}){2}$/);
  });
});
