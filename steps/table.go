package steps

import (
	"fmt"
	"slices"
	"strings"
)

// readTable returns a table's rows by column. Every column must be one of the
// known ones, for a column that nobody reads would check nothing.
func readTable(table *Table, known ...string) ([]map[string]string, error) {
	if len(table.Rows) == 0 {
		return nil, fmt.Errorf("the table is empty")
	}
	var columns []string
	for _, cell := range table.Rows[0].Cells {
		if !slices.Contains(known, cell.Value) {
			return nil, fmt.Errorf("the table has a column %q; this step knows %s", cell.Value, strings.Join(known, ", "))
		}
		columns = append(columns, cell.Value)
	}
	var rows []map[string]string
	for _, line := range table.Rows[1:] {
		row := map[string]string{}
		for i, cell := range line.Cells {
			row[columns[i]] = cell.Value
		}
		rows = append(rows, row)
	}
	return rows, nil
}
