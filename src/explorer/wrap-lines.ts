import type { editor } from 'monaco-graphql/esm/monaco-editor.js';

/**
 * Breaks long lines in every editor where its pane ends: comments would be cut off there, on a narrow screen all else
 * too. GraphiQL has no option for it, so each editor is told, those too that were made before this came to know.
 */
export async function wrapLines(): Promise<void> {
  const monaco = await import('monaco-graphql/esm/monaco-editor.js');
  monaco.editor.onDidCreateEditor(wrap);
  monaco.editor.getEditors().forEach(wrap);
  // Measured before its font is there, a line seems shorter or longer than it will be.
  await document.fonts.load('15px "Fira Code"');
  monaco.editor.remeasureFonts();
}

function wrap(each: editor.ICodeEditor): void {
  each.updateOptions({ wordWrap: 'on', wrappingIndent: 'indent' });
}
