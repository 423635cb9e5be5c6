package steps

import "slices"

// sentences is the whole built-in vocabulary, one file per noun.
func sentences() []Sentence {
	return slices.Concat(
		directorySentences(),
		groupSentences(),
		jobSentences(),
		logSentences(),
		bridgeSentences(),
		accessSentences(),
		memberSentences(),
		accountSentences(),
		trailSentences(),
		requestSentences(),
		answerSentences(),
		stateSentences(),
		listSentences(),
		pageSentences(),
		discoverySentences(),
		schemaSentences(),
		changeSentences(),
		createSentences(),
		errorSentences(),
		challengeSentences(),
		elsewhereSentences(),
		tagSentences(),
		bulkSentences(),
		bulkResultSentences(),
		cursorSentences(),
		meSentences(),
		entraJobSentences(),
		entraWireSentences(),
		entraFaultSentences(),
		entraAuthSentences(),
		togetherSentences(),
	)
}
