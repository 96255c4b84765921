<?php
/**
 * Plugin Name: shisei quiz
 * Description: Security self-assessments after the guidance of Japan's IPA and METI, as a block and as a shortcode. Answers stay in the visitor's browser.
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT OR Apache-2.0
 *
 * The folder dist is that of the npm package shisei.
 */

defined( 'ABSPATH' ) || exit;

const SHISEI_QUIZ_VERSION = '0.1.0';

/** What a page may set, by the name of the attribute; flags are true or absent. */
const SHISEI_QUIZ_TEXTS = array( 'framework', 'src', 'lang', 'mode', 'only', 'advance', 'theme', 'heading-level', 'share-url' );
const SHISEI_QUIZ_FLAGS = array( 'resume', 'share', 'history', 'skip-start' );

/** The element, and on this page alone its script. */
function shisei_quiz_element( $given ) {
	wp_enqueue_script( 'shisei-quiz', plugins_url( 'dist/quiz.js', __FILE__ ), array(), SHISEI_QUIZ_VERSION, true );
	$given      = array_merge( array( 'framework' => 'self-assessment' ), (array) $given );
	$attributes = '';
	foreach ( SHISEI_QUIZ_TEXTS as $name ) {
		if ( isset( $given[ $name ] ) && is_string( $given[ $name ] ) && '' !== $given[ $name ] ) {
			$attributes .= sprintf( ' %s="%s"', $name, esc_attr( $given[ $name ] ) );
		}
	}
	foreach ( SHISEI_QUIZ_FLAGS as $name ) {
		// A shortcode has a bare word under a number.
		$set = isset( $given[ $name ] ) ? wp_validate_boolean( $given[ $name ] ) : in_array( $name, $given, true );
		if ( $set ) {
			$attributes .= ' ' . $name;
		}
	}
	return "<shisei-quiz$attributes></shisei-quiz>";
}

/** [shisei_quiz framework="five-basics" mode="one" resume] */
add_shortcode( 'shisei_quiz', 'shisei_quiz_element' );

/** The questionnaires that the folder dist has. */
function shisei_quiz_frameworks() {
	$ids = array();
	foreach ( (array) glob( __DIR__ . '/dist/frameworks/*.en.js' ) as $file ) {
		$ids[ strtok( basename( $file ), '@' ) ] = true;
	}
	return array_keys( $ids );
}

add_action(
	'init',
	function () {
		$needs = array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element' );
		wp_register_script( 'shisei-quiz-block', plugins_url( 'block.js', __FILE__ ), $needs, SHISEI_QUIZ_VERSION, true );
		wp_localize_script( 'shisei-quiz-block', 'shiseiQuiz', array( 'frameworks' => shisei_quiz_frameworks() ) );
		register_block_type(
			'shisei/quiz',
			array(
				'api_version'     => 2,
				'title'           => 'Security self-assessment (shisei)',
				'category'        => 'widgets',
				'icon'            => 'yes-alt',
				'supports'        => array( 'html' => false ),
				'attributes'      => array(
					'framework' => array(
						'type'    => 'string',
						'default' => 'self-assessment',
					),
					'mode'      => array(
						'type'    => 'string',
						'default' => '',
					),
					'resume'    => array(
						'type'    => 'boolean',
						'default' => false,
					),
				),
				'editor_script'   => 'shisei-quiz-block',
				'render_callback' => 'shisei_quiz_element',
			)
		);
	}
);

/** The script is a module. */
add_filter(
	'script_loader_tag',
	function ( $tag, $handle ) {
		return 'shisei-quiz' === $handle ? str_replace( '<script ', '<script type="module" ', preg_replace( '/ type=([\'"])[^\'"]*\1/', '', $tag ) ) : $tag;
	},
	10,
	2
);
