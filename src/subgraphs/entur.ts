import 'reflect-metadata';

import { access, extended, references, resolvers } from '../../resolvers/entur/index.js';
import { createEnturContext, type EnturContext } from '../context/entur-context.js';
import { createEnturServices } from '../context/entur-services.js';
import { isObject } from '../json.js';
import { defineSubgraph } from './define-subgraph.js';

/** The subgraph over Entur's Sales API. */
export const entur = defineSubgraph({
  name: 'entur',
  description:
    "Sales of public transport in Norway: orders with their lines, payments, credits and ticket distributions, over Entur's Sales API.",
  resolvers,
  extended,
  references,
  access,
  isContext: (value): value is EnturContext => isObject(value) && value['subgraph'] === 'entur',
  createServices: createEnturServices,
  createContext: createEnturContext,
  // Behind a change there must be time for a look at what became of it.
  changeTimeoutMs: ({ entur: { changeTimeoutMs }, requestTimeoutMs }) => changeTimeoutMs + requestTimeoutMs,
});
