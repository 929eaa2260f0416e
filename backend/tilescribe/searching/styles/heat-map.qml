<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.16-Białowieża" styleCategories="Symbology">
  <pipe>
    <provider>
      <resampling enabled="false" zoomedInResamplingMethod="nearestNeighbour" zoomedOutResamplingMethod="nearestNeighbour" maxOversampling="2"/>
    </provider>
    <rasterrenderer type="singlebandpseudocolor" band="1" opacity="0.85" alphaBand="-1" nodataColor="" classificationMin="0" classificationMax="1">
      <rasterTransparency/>
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
      </minMaxOrigin>
      <rastershader>
        <colorrampshader minimumValue="0" maximumValue="1" colorRampType="INTERPOLATED" classificationMode="1" clip="0" labelPrecision="4">
          <item value="0" alpha="0" color="#fde3ef" label="0 %"/>
          <item value="0.02" alpha="0" color="#fde3ef" label="2 %"/>
          <item value="0.05" alpha="70" color="#f9c3da" label="5 %"/>
          <item value="0.1" alpha="120" color="#f29cc2" label="10 %"/>
          <item value="0.25" alpha="175" color="#e05fa0" label="25 %"/>
          <item value="0.5" alpha="220" color="#b3287a" label="50 %"/>
          <item value="0.75" alpha="245" color="#7d0a57" label="75 %"/>
          <item value="1" alpha="255" color="#47002f" label="100 %"/>
          <rampLegendSettings useContinuousLegend="0" orientation="2" direction="0" minimumLabel="" maximumLabel="" prefix="" suffix=""/>
        </colorrampshader>
      </rastershader>
    </rasterrenderer>
    <brightnesscontrast brightness="0" contrast="0" gamma="1"/>
    <huesaturation colorizeOn="0" saturation="0" grayscaleMode="0"/>
    <rasterresampler maxOversampling="2"/>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
