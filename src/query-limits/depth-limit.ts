import {
  GraphQLError,
  Kind,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import type { QueryLimitName } from './limits.js';

/**
 * A validation rule: no operation nests fields deeper than `max`. Introspection is left out; graphql-js bounds it
 * itself. A fragment is measured once, however often it is spread.
 */
export function depthLimit(max: number): ValidationRule {
  return (context) => {
    const measured = new Map<string, number>();

    function depthOf(selection: SelectionSetNode | undefined): number {
      return Math.max(
        0,
        ...(selection?.selections ?? []).map((node) => {
          if (node.kind === Kind.FIELD)
            return node.name.value.startsWith('__') ? 0 : 1 + depthOf(node.selectionSet);
          if (node.kind === Kind.INLINE_FRAGMENT) return depthOf(node.selectionSet);
          const fragment = context.getFragment(node.name.value);
          return fragment == null ? 0 : fragmentDepth(fragment);
        }),
      );
    }

    function fragmentDepth({ name, selectionSet }: FragmentDefinitionNode): number {
      const known = measured.get(name.value);
      if (known !== undefined) return known;
      // A fragment that spreads itself is refused by another rule; here it must only come to an end.
      measured.set(name.value, 0);
      const depth = depthOf(selectionSet);
      measured.set(name.value, depth);
      return depth;
    }

    return {
      OperationDefinition(node) {
        const depth = depthOf(node.selectionSet);
        if (depth > max)
          context.reportError(
            new GraphQLError(
              `The query nests ${String(depth)} levels of fields; at most ${String(max)} are allowed.`,
              { nodes: node, extensions: { limit: 'QUERY_MAX_DEPTH' satisfies QueryLimitName } },
            ),
          );
        // All of it was looked at.
        return false;
      },
    };
  };
}
