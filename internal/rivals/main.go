// Command rivals lets testers that others wrote judge the reference bridge, and
// compares them with this suite in one run on one machine.
package main

func main() {}
