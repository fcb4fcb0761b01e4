import { getOperationAST, parse, valueFromASTUntyped, type OperationDefinitionNode } from 'graphql';
import type { GraphiQLProps } from 'graphiql';
import welcome from './welcome.graphql?raw';

type Tab = NonNullable<GraphiQLProps['defaultTabs']>[number];

/** The example operations are the tests' own, so an example that stops working fails a test. */
const operations = import.meta.glob<string>('../../test/operations/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * A choice of them with the task that each is for, which GraphiQL shows as the title: what reads first, then what
 * changes, as a shop comes to it. Each can be run in any order and again: what it changes stays as after the first time.
 */
const examples = [
  ['find-sales-units', 'FindSalesUnits'],
  ['merchant', 'LookUpMerchant'],
  ['sales-of-a-day', 'SalesOfADay'],
  ['refunds', 'FollowRefunds'],
  ['payout-explained', 'ExplainPayout'],
  ['order', 'ReadReceipt'],
  ['price-packages', 'ComparePricePackages'],
  ['product-orders', 'FollowProductOrders'],
  ['product-order-1-prefill', 'OrderProduct'],
  ['add-receipt', 'AddReceipt'],
  ['set-order-category', 'LinkOrder'],
] as const;

/** The introduction, then one tab per example. */
export const tabs: Tab[] = [{ query: welcome }, ...examples.map(([file, task]) => tabOf(file, task))];

function tabOf(file: string, task: string): Tab {
  const text = operations[`../../test/operations/${file}.graphql`];
  if (text === undefined) throw new Error(`There is no example operation ${file}.graphql.`);
  const operation = getOperationAST(parse(text));
  return operation == null ? { query: text } : withVariablesApart(text, operation, task);
}

/** Moves the defaults of the variables to the pane that is made for them, and names the operation by its task. */
function withVariablesApart(text: string, operation: OperationDefinitionNode, task: string): Tab {
  const variables: Record<string, unknown> = {};
  const edits: { readonly start: number; readonly end: number; readonly by: string }[] = [];
  if (operation.name?.loc !== undefined) edits.push({ ...spanOf(operation.name.loc), by: task });
  for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue?.loc === undefined || type.loc === undefined) continue;
    variables[variable.name.value] = valueFromASTUntyped(defaultValue);
    edits.push({ start: type.loc.end, end: defaultValue.loc.end, by: '' });
  }
  const query = edits.reduceRight(
    (rest, { start, end, by }) => rest.slice(0, start) + by + rest.slice(end),
    text,
  );
  const hasVariables = Object.keys(variables).length > 0;
  return { query, ...(hasVariables && { variables: JSON.stringify(variables, null, 2) }) };
}

function spanOf({ start, end }: { readonly start: number; readonly end: number }) {
  return { start, end };
}
