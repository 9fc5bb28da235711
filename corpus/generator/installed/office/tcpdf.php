<?php
// Print the HTML file $argv[1] into the PDF file $argv[2].
require 'tcpdf/tcpdf.php';
$printer = new TCPDF('P', 'mm', 'A4', true, 'UTF-8');
$printer->setPrintHeader(false);
$printer->setPrintFooter(false);
$printer->setMargins(10, 12, 10);
$printer->setFont('helvetica', '', 9);
$printer->AddPage();
$printer->writeHTML(file_get_contents($argv[1]));
$printer->Output($argv[2], 'F');
