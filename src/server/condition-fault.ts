import {
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * What is wrong with subscriptions of which a directive decides what they follow; undefined for none. graphql-js looks at
 * them without variables, and stumbles over a directive that has one.
 */
export function conditionFault({ definitions }: DocumentNode): string | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const isConditional = definitions.some(
    (node) =>
      node.kind === Kind.OPERATION_DEFINITION &&
      node.operation === OperationTypeNode.SUBSCRIPTION &&
      hasCondition(node.selectionSet, fragments),
  );
  return isConditional ? FAULT : undefined;
}

const FAULT =
  'The field of a subscription takes neither @skip nor @include, nor does a fragment around it: what is not to be followed is left out.';

const CONDITIONS: ReadonlySet<string> = new Set(['skip', 'include']);

/** @param fragments each of them is looked into once: then it is taken out */
function hasCondition(
  { selections }: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
): boolean {
  return selections.some((selection) => {
    if (selection.directives?.some(({ name }) => CONDITIONS.has(name.value)) === true) return true;
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return hasCondition(selection.selectionSet, fragments);
    const { value: name } = selection.name;
    const fragment = fragments.get(name);
    fragments.delete(name);
    return fragment !== undefined && hasCondition(fragment.selectionSet, fragments);
  });
}
