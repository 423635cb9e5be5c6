package expression_test

import "testing"

func TestText(t *testing.T) {
	t.Parallel()
	cases(t, map[string]string{
		`Join(" ", [givenName], [surname])`:                    "Ada Lovelace",
		`Join(" ", [nothing], [surname])`:                      "Lovelace",
		`Join("-",[nothing],[nothing])`:                        "",
		` Join ( ", " , [surname] , [givenName] ) `:            "Lovelace, Ada",
		`Join(", ", "", [surname], [givenName])`:               "Lovelace, Ada",
		`Join("", "x", Join(".", [givenName], [surname]))`:     "xAda.Lovelace",
		`Join("/", Split([skills], ","), "end")`:               "engines/poetry/engines/end",
		`Join("", 1000, [employeeId])`:                         "10000042",
		`Append([userPrincipalName], ".test")`:                 "ada@corp.example.test",
		`Append([nothing], ".test")`:                           "null",
		`Append(Mid([givenName], 1, 2), Mid([surname], 1, 5))`: "AdLovel",
		`Left("Lovelace", 4)`:                                  "Love",
		`Left("Lovelace", 40)`:                                 "Lovelace",
		`Left("Lovelace", 0)`:                                  "",
		`Left("Lovelace", -1)`:                                 "Lovelace",
		`Left([nothing], 3)`:                                   "",
		`Left("äöü", 2)`:                                       "äö",
		`Right("Lovelace", 4)`:                                 "lace",
		`Right("Lovelace", 40)`:                                "Lovelace",
		`Mid("Lovelace", 5, 2)`:                                "la",
		`Mid("Lovelace", 5, 20)`:                               "lace",
		`Mid("Lovelace", 50, 2)`:                               "Lovelace",
		`Mid("Lovelace", 0, 2)`:                                "Lovelace",
		`Mid("Lovelace", 2, 0)`:                                "",
		`Len([nothing])`:                                       "0",
		`InStr("The analytical engine", "ana")`:                "5",
		`InStr("repEated", "e", 3, vbBinaryCompare)`:           "7",
		`InStr("repEated", "e", 3, vbTextCompare)`:             "4",
		`InStr("repEated", "x")`:                               "0",
		`InStr("repEated", "r", 2)`:                            "0",
		`InStr("ääb", "b")`:                                    "3",
		`Split([skills], ",")`:                                 "[engines|poetry|engines]",
		`Split([nothing], ",")`:                                "null",
		`ToLower([surname])`:                                   "lovelace",
		`ToUpper(Split("a,b", ","))`:                           "[A|B]",
		`ToUpper([surname], "en-GB")`:                          "LOVELACE",
		`ToLower([nothing])`:                                   "null",
		`Trim("  a b  ")`:                                      "a b",
		`StripSpaces(" a b ")`:                                 "ab",
		`NormalizeDiacritics([accented])`:                      "Zoe Muller-Lukasz",
		`NormalizeDiacritics("ØRSTED Straße Ærø ĀĒ")`:          "OERSTED Strasse AEroe AE",
		"NormalizeDiacritics(\"e\u0301\")":                     "e",
		`PCase("PABLO GONSALVES (SECOND)")`:                    "Pablo Gonsalves (Second)",
		`PCase("PINTO-DE'SILVA", " '-")`:                       "Pinto-De'Silva",
		`PCase("o'brien mc-x")`:                                "O'brien Mc-X",
		`Word("This,string!has&many separators", 3, ",!&#")`:   "has",
		`Word("one two", 3, " ")`:                              "",
		`Word([nothing], 1, " ")`:                              "",
		`ConvertToBase64("Hello world!")`:                      "SABlAGwAbABvACAAdwBvAHIAbABkACEA",
		`ConvertToUTF8Hex("Hello world!")`:                     "48656C6C6F20776F726C6421",
		`Redact([surname])`:                                    "Lovelace",
	})
}

func TestReplace(t *testing.T) {
	t.Parallel()
	cases(t, map[string]string{
		`Replace([mail], "@corp.example", , , "", , )`:                                          "ada.lovelace",
		`Replace([surname], "Lovelace", , , "King", , )`:                                        "King",
		`Replace([surname], "lovelace", , , "King", , )`:                                        "Lovelace",
		`Replace([givenName], "<name>", , , , , "<name>@corp.example")`:                         "Ada@corp.example",
		`Replace([nothing], "<name>", , , , , "<name>@corp.example")`:                           "null",
		`Replace([phone], , "\\+(?<code>\\d* )(?<number>\\d{10})", , "${number}", , )`:          "2055501000",
		`Replace([phone], , "\\+(\\d*) (\\d{4}).*", , "$2-$1x$$", , )`:                          "2055-44x$",
		`Replace([mobile], , "[()\\s-]+", , "", , )`:                                            "+44205550100",
		`Replace([mobile], , "[()\s-]+", , "", , )`:                                             "+44205550100",
		`Replace([street], , "(?<house>^\\d*)", "house", "7", , )`:                              "7 Dorset Street",
		`Replace([userPrincipalName], , "(?<Suffix>@(.)*)", "Suffix", "", , )`:                  "ada",
		`Replace([nothing], , "\\+(?<code>\\d* )(?<number>\\d{10})", "number" , , [phone], )`:   "2055501000",
		`Replace([givenName], , "\\+(?<code>\\d* )(?<number>\\d{10})", "number" , , [phone], )`: "Ada",
		`Replace([nothing], , "(?<n>\\d{99})", "n" , , [phone], )`:                              "null",
		`Replace([employeeId], , "[a-zA-Z_]*", , "", , )`:                                       "0042",
		`Replace("a.b", , "\\.", , "$&$&", , )`:                                                 "a..b",
	})
}

func TestDates(t *testing.T) {
	t.Parallel()
	cases(t, map[string]string{
		`CDate([hired])`:                      "3/16/2020 7:00:00 AM",
		`CDate("2021-06-30+08:00")`:           "6/29/2021 4:00:00 PM",
		`CDate("2009-06-15T01:45:30-07:00")`:  "6/15/2009 8:45:30 AM",
		`CDate([nothing])`:                    "null",
		`DateAdd("d", 7, CDate([hired]))`:     "3/23/2020 7:00:00 AM",
		`DateAdd("d", -10, CDate([hired]))`:   "3/6/2020 7:00:00 AM",
		`DateAdd("ww", 2, CDate([hired]))`:    "3/30/2020 7:00:00 AM",
		`DateAdd("m", 10, CDate([hired]))`:    "1/16/2021 7:00:00 AM",
		`DateAdd("yyyy", 2, CDate([hired]))`:  "3/16/2022 7:00:00 AM",
		`DateAdd("n", 90, CDate([hired]))`:    "3/16/2020 8:30:00 AM",
		`DateFromNum(129699324000000000)`:     "1/1/2012 11:00:00 PM",
		`NumFromDate("2012-01-01T23:00:00Z")`: "129699324000000000",
		`NumFromDate(Join("", FormatDateTime([hired], ,"yyyy-MM-ddzzz", "yyyy-MM-dd"), " 23:59:59-08:00"))`: "132289055990000000",
		`FormatDateTime("20150123105347.1Z", , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")`:                          "2015-01-23",
		`FormatDateTime("1/3/2021 04:05:06 PM", , "M/d/yyyy hh:mm:ss tt", "yyyy-MM-ddTHH:mm:ss.ffZ")`:       "2021-01-03T16:05:06.00Z",
		`FormatDateTime("3 February 1999", "AllowWhiteSpaces", "d MMMM yyyy", "ddd, dd MMM yy H:m:s")`:      "Wed, 03 Feb 99 0:0:0",
		`FormatDateTime("Tuesday 12 am 5", , "dddd hh tt d", "d HH h t")`:                                   "5 00 12 A",
		`FormatDateTime("2020-12-31T10:00:00.5+02:00", , "yyyy-MM-ddTHH:mm:ss.FFFK", "o")`:                  "2020-12-31T08:00:00.5000000Z",
		`FormatDateTime("31.12.20", , "dd'.'MM\.yy", "yyyy")`:                                               "2020",
		`FormatDateTime([nothing], , "yyyy", "yyyy")`:                                                       "null",
	})
}

func TestRoles(t *testing.T) {
	t.Parallel()
	cases(t, map[string]string{
		`SingleAppRoleAssignment([appRoleAssignments])`:            "Admin",
		`ToLower(SingleAppRoleAssignment([appRoleAssignments]))`:   "admin",
		`AppRoleAssignmentsComplex([appRoleAssignments])`:          "[Admin|Reader]",
		`AssertiveAppRoleAssignmentsComplex([appRoleAssignments])`: "[Admin|Reader]",
	})
}
