import { expect, test } from 'vitest';
import { clientRows, type ClientTurns } from './client-figures.ts';
import { clientText } from './print.ts';
import { queries } from './queries.ts';

const turnsOf = (cpuUs: readonly number[], answerBytes = 500) =>
  cpuUs.map((us) => ({ cpuUs: us, perSecond: 1_000 - us, answerBytes }));

const all: readonly ClientTurns[] = [
  { client: 'curl', coding: 'none', turns: turnsOf([20, 400, 21, 20, 19]) },
  { client: 'curl --compressed', coding: 'br', turns: turnsOf([30, 31, 29, 30, 50], 90) },
  { client: 'a router', coding: 'br', turns: turnsOf([33, 32, 90, 31, 33], 90) },
  { client: 'another', coding: 'none', turns: turnsOf([25, 25, 25, 24, 90]) },
];
const atFloor = new Map([
  ['curl', 10],
  ['curl --compressed', 10.5],
  ['a router', 12],
  ['another', 11],
]);

test('a client is compared with who gets the same bytes, without what its headers take to be read', () => {
  expect(clientRows(all, atFloor)).toMatchObject([
    { client: 'curl', base: 'curl', cpuUs: 20, readingUs: 0, ratio: 1 },
    { client: 'curl --compressed', base: 'curl --compressed', cpuUs: 30, readingUs: 0.5, ratio: 1 },
    { client: 'a router', base: 'curl --compressed', cpuUs: 32, readingUs: 2, ratio: 30 / 29.5 },
    { client: 'another', base: 'curl', cpuUs: 25, readingUs: 1, ratio: 24 / 20, perSecond: 975 },
  ]);
});

test('what is printed says who gets how many bytes, and for whom the aim is missed', () => {
  const [query] = queries;
  if (query === undefined) throw new Error('there are no queries');
  const text = clientText({ query, mode: 'kept', rows: clientRows(all, atFloor) });
  const lines = text.split('\n').map((line) => line.trim().split(/ {2,}/));
  expect(lines.slice(2, -1)).toEqual([
    ['client', 'req/s', 'answer', 'cpu us/request', 'of it reading', 'the rest, against', 'ratio'],
    ['curl', '980', '500 bytes', '20.0', '0.0', 'curl', '1.00 (met)'],
    ['curl --compressed', '970', '90 bytes, br', '30.0', '0.5', 'curl --compressed', '1.00 (met)'],
    ['a router', '967', '90 bytes, br', '32.0', '2.0', 'curl --compressed', '1.02 (met)'],
    ['another', '975', '500 bytes', '25.0', '1.0', 'curl', '1.20 (NOT met)'],
  ]);
});
