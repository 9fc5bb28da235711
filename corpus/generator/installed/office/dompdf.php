<?php
// Print the HTML file $argv[1] into the PDF file $argv[2].
require 'dompdf/autoload.php';
$options = new Dompdf\Options(['isRemoteEnabled' => false, 'defaultPaperSize' => 'A4']);
$printer = new Dompdf\Dompdf($options);
$printer->loadHtml(file_get_contents($argv[1]), 'UTF-8');
$printer->render();
file_put_contents($argv[2], $printer->output());
