import { describe, expect, it } from 'vitest';
import { Count } from '../../src/metrics/Count.js';
import { LabelSets, MAX_LABEL_SETS } from '../../src/metrics/LabelSets.js';

describe('sets of labels', () => {
  it('have one value each, and those beyond the most one for all', () => {
    const sets = new LabelSets(2, () => new Count());
    for (let index = 0; index < MAX_LABEL_SETS + 500; index += 1) sets.of(['vipps', String(index)]).add();
    sets.of(['vipps', '0']).add();
    const all = [...sets.all];
    expect(all).toHaveLength(MAX_LABEL_SETS + 1);
    expect(all[0]).toEqual({ labels: ['vipps', '0'], value: { value: 2 } });
    expect(all.at(-1)).toEqual({ labels: ['other', 'other'], value: { value: 500 } });
  });
});
