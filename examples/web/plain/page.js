document.querySelector('shisei-quiz').addEventListener('shisei-complete', ({ detail }) => {
  document.querySelector('output').textContent = `${detail.tally.met} / ${Object.keys(detail.answers).length}`;
});
