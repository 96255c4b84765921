// Runs in the page, before anything else: when the first question can be answered, and how long an
// answer takes until it is painted.
const radios = () => {
  const quiz = document.querySelector('shisei-quiz');
  return [...(quiz?.shadowRoot ?? document).querySelectorAll('input[type=radio]')];
};

globalThis.ready = new Promise((resolve) => {
  const look = () => {
    const all = radios();
    if (all.length > 0 && all[0].getBoundingClientRect().height > 0) resolve(performance.now());
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});

/** From the start of a frame, over the click, to the message that follows its paint. */
globalThis.answer = (nth) =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      const start = performance.now();
      radios()[nth].click();
      port1.onmessage = () => resolve(performance.now() - start);
      requestAnimationFrame(() => {});
      port2.postMessage(null);
    });
  });
