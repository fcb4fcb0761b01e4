import type { GraphiQLProps } from 'graphiql';
import welcome from './welcome.graphql?raw';

type Tabs = NonNullable<GraphiQLProps['defaultTabs']>;

/** The example operations are the tests' own, so an example that stops working fails a test. */
const examples = import.meta.glob<string>('../../test/operations/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The introduction, then one tab per example in the order of the file names. GraphiQL titles each by its operation. */
export const tabs: Tabs = [
  { query: welcome },
  ...Object.entries(examples)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, query]) => ({ query })),
];
