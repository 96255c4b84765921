// `?lang=en&framework=five-basics` choose language and framework.
const wanted = new URLSearchParams(location.search);
const quiz = document.querySelector('shisei-quiz');
const lang = wanted.get('lang');
if (lang) document.documentElement.lang = quiz.lang = lang;
if (wanted.has('framework')) quiz.framework = wanted.get('framework');
