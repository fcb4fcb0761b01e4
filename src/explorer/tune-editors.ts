import type { editor } from 'monaco-graphql/esm/monaco-editor.js';

/**
 * Breaks long lines in every editor where its pane ends: comments would be cut off there, on a narrow screen all else
 * too. GraphiQL has no option for it, so each editor is told, those too that were made before this came to know.
 * Where the system turns dark or light, GraphiQL's page follows by itself, its editors only when they are told.
 */
export async function tuneEditors(): Promise<void> {
  const monaco = await import('monaco-graphql/esm/monaco-editor.js');
  monaco.editor.onDidCreateEditor(wrap);
  monaco.editor.getEditors().forEach(wrap);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches: isDark }) => {
    if (!/graphiql-(dark|light)/.test(document.body.className))
      monaco.editor.setTheme(isDark ? 'graphiql-DARK' : 'graphiql-LIGHT');
  });
  // Measured before its font is there, a line seems shorter or longer than it will be.
  await document.fonts.load('15px "Fira Code"');
  monaco.editor.remeasureFonts();
}

function wrap(each: editor.ICodeEditor): void {
  each.updateOptions({ wordWrap: 'on', wrappingIndent: 'indent' });
}
