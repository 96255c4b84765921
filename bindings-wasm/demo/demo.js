// `?lang=en&framework=five-basics&mode=one&resume&share` set the attributes of the quiz.
const wanted = new URLSearchParams(location.search);
const quiz = document.querySelector('shisei-quiz');
const lang = wanted.get('lang');
if (lang) document.documentElement.lang = quiz.lang = lang;
for (const name of ['mode', 'resume', 'share', 'src', 'framework'])
  if (wanted.has(name)) quiz.setAttribute(name, wanted.get(name));
