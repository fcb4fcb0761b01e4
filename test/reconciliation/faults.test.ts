import { describe, expect, it } from 'vitest';
import { faults, D0, D4, World } from './faults.js';
import { booked, close } from './history.js';

describe('planted faults', () => {
  it('are told in a history in which nothing else is', async () => {
    const closed = await close(booked(new World().plans), D0, D4);
    expect(closed.flatMap(({ differences }) => differences)).toEqual([]);
    expect(closed.map(({ state }) => state)).toEqual(Array(5).fill('BALANCED'));
    expect(faults.length).toBeGreaterThanOrEqual(40);
  });

  it.each(faults)('$what', async ({ plan, spoil, told }) => {
    const world = new World();
    plan?.(world);
    const days = booked(world.plans);
    spoil?.(days);
    const closed = await close(days, D0, D4);
    const differences = closed.flatMap((date) => date.differences);
    expect(
      differences.map(({ kind, amount, references, date }) => [kind, amount, references[0], date]),
    ).toEqual(told);
    for (const { date, state, figures } of closed) {
      const own = told.filter((each) => each[3] === date);
      expect(state).toBe(own.length === 0 ? 'BALANCED' : 'OFF');
      expect(figures.unexplained).toBe(own.reduce((sum, [, amount]) => sum + Math.abs(amount), 0));
    }
  });
});
