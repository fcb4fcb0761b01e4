import { getOperationAST, parse, valueFromASTUntyped, type OperationDefinitionNode } from 'graphql';
import type { GraphiQLProps } from 'graphiql';

export type Tab = NonNullable<GraphiQLProps['defaultTabs']>[number];

/** The example operations are the tests' own, so an example that stops working fails a test. */
const operations = import.meta.glob<string>('../../test/operations/**/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** An example operation below test/operations/, and the task that it is for, which GraphiQL shows as the title. */
export type Example = readonly [file: string, task: string];

/** The introduction, then one tab per example. */
export function tabsOf(welcome: string, examples: readonly Example[]): Tab[] {
  return [{ query: welcome }, ...examples.map(([file, task]) => tabOf(file, task))];
}

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
