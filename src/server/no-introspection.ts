import { GraphQLError, type ValidationRule } from 'graphql';

/**
 * Refuses questions about the schema itself. `_service`, by which gateways get the SDL, stays open.
 * @param subgraph whose schema it is
 */
export function noIntrospection(subgraph: string): ValidationRule {
  return (context) => ({
    Field(node) {
      const { value: name } = node.name;
      if (name !== '__schema' && name !== '__type') return;
      const message = `Introspection is off in production: ${name} is not answered. The schema is in schema/${subgraph}.graphql, and gateways get it by _service.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  });
}
