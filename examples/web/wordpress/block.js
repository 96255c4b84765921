// The block in the editor: which questionnaire, and how. The page itself is rendered by PHP.
(({ blocks, blockEditor, components, element }, { frameworks }) => {
  const { createElement: h, Fragment } = element;
  const choices = (values) => values.map((value) => ({ value, label: value || 'auto' }));
  blocks.registerBlockType('shisei/quiz', {
    edit({ attributes, setAttributes }) {
      const select = (label, name, values) =>
        h(components.SelectControl, { label, value: attributes[name], options: choices(values), onChange: (value) => setAttributes({ [name]: value }) });
      return h(
        Fragment,
        {},
        h(
          blockEditor.InspectorControls,
          {},
          h(
            components.PanelBody,
            { title: 'Quiz' },
            select('Questionnaire', 'framework', frameworks),
            select('Questions on a page', 'mode', ['', 'one', 'group', 'all']),
            h(components.ToggleControl, {
              label: 'Keep the answers in the browser for the next visit',
              checked: attributes.resume,
              onChange: (resume) => setAttributes({ resume }),
            }),
          ),
        ),
        h('div', blockEditor.useBlockProps(), h(components.Placeholder, { label: 'shisei', instructions: attributes.framework })),
      );
    },
    save: () => null,
  });
})(window.wp, window.shiseiQuiz);
