import { mount } from 'svelte';
import 'shisei/quiz';

import App from './App.svelte';

mount(App, { target: document.getElementById('app') });
